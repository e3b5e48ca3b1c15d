import { type BuildStatement, imageOf } from './build-commands';

/** The targets of a `docker-bake.hcl` or `docker-bake.json`. What other targets or variables bring is put in where it is written plainly. */
export function bakeTargets(file: string, text: string): BuildStatement[] {
  return file.endsWith('.json') ? jsonTargets(file, text) : hclTargets(file, text);
}

function hclTargets(file: string, text: string): BuildStatement[] {
  const blocks = [...text.matchAll(/^[ \t]*(target|variable)[ \t]+"([\w.-]+)"[ \t]*\{/gm)].map((match) => {
    const start = match.index + match[0].length;
    return { kind: match[1], name: match[2] as string, start, body: text.slice(start, endOfBlock(text, start)) };
  });
  const variables = new Map(blocks.filter(({ kind }) => kind === 'variable').map(({ name, body }) => [name, /\bdefault\s*=\s*"([^"]*)"/.exec(body)?.[1]]));
  const expand = (value: string) => value.replace(/\$\{\s*(\w+)\s*\}/g, (_, name: string) => variables.get(name) || '*').replace(/\$\{[^}]*\}/g, '*');
  const targets = new Map(blocks.filter(({ kind }) => kind === 'target').map((block) => [block.name, block]));
  const field = (name: string, body: string, steps = 0): string | undefined => {
    const own = new RegExp(`^[ \\t]*${name}\\s*=\\s*"([^"]*)"`, 'm').exec(body)?.[1];
    if (own !== undefined) return expand(own);
    const parents = [...(/\binherits\s*=\s*\[([^\]]*)\]/.exec(body)?.[1] ?? '').matchAll(/"([\w.-]+)"/g)].map(([, parent]) => parent as string);
    return steps > 6 ? undefined : parents.reverse().flatMap((parent) => field(name, targets.get(parent)?.body ?? '', steps + 1) ?? [])[0];
  };
  return [...targets.values()].flatMap(({ body, start }) => {
    const list = /^[ \t]*tags\s*=\s*\[([^\]]*)\]/m.exec(body);
    const inner = list ? start + list.index + list[0].lastIndexOf(list[1] as string) : 0;
    return [...(list?.[1] ?? '').matchAll(/"([^"]+)"/g)].flatMap((tag) => {
      const image = imageOf(expand(tag[1] as string));
      const at = { file, start: inner + tag.index + 1, end: inner + tag.index + 1 + (tag[1] as string).length };
      const dockerfile = field('dockerfile', body);
      if (image === undefined || dockerfile?.includes('*')) return [];
      const context = field('context', body) ?? '.';
      const target = field('target', body);
      const manner = { target, arguments: new Map<string, string>() };
      return context.includes('*') || context.includes('://') || target?.includes('*') ? [] : [{ image, dockerfile, context, folder: '', at, manner }];
    });
  });
}

function endOfBlock(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function jsonTargets(file: string, text: string): BuildStatement[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return [];
  }
  const targets = (read as { target?: unknown } | null)?.target;
  if (typeof targets !== 'object' || targets === null) return [];
  return Object.values(targets).flatMap((target: { tags?: unknown; context?: unknown; dockerfile?: unknown; target?: unknown } | null) => {
    const tags = Array.isArray(target?.tags) ? target.tags.filter((tag): tag is string => typeof tag === 'string') : [];
    const context = typeof target?.context === 'string' ? target.context : '.';
    const dockerfile = typeof target?.dockerfile === 'string' ? target.dockerfile : undefined;
    const manner = { target: typeof target?.target === 'string' ? target.target : undefined, arguments: new Map<string, string>() };
    return tags.flatMap((tag) => {
      const image = imageOf(tag.replace(/\$\{[^}]*\}/g, '*'));
      const start = text.indexOf(tag);
      return image === undefined ? [] : [{ image, dockerfile, context, folder: '', manner, at: { file, start, end: start + tag.length } }];
    });
  });
}
