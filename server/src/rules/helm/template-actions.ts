/** A value as templates name it, in the chart itself or, behind `$`, inside a loop. */
export const VALUE = /(?<![\w.)])\$?\.Values((?:\.[A-Za-z_]\w*)+)/g;

/** The folder of the chart that a template belongs to. */
export function chartFolderOf(file: string): string | undefined {
  return /^((?:.*\/)?)templates\//.exec(file)?.[1]?.replace(/\/$/, '');
}

/** What stands between `{{` and `}}` in a template. */
export interface TemplateAction {
  readonly words: string;
  /** Where the words begin. */
  readonly start: number;
  /** The blocks around it that are not run in every case, the outermost first. */
  readonly conditions: readonly string[];
}

/** The actions of a template in order, its comments left out. What follows one that is never closed is not looked at. */
export function actionsIn(text: string): readonly TemplateAction[] {
  const found: TemplateAction[] = [];
  const blocks: string[] = [];
  for (let open = text.indexOf('{{'); open >= 0; ) {
    const close = endOf(text, open + 2);
    if (close === undefined) return found;
    const inner = text.slice(open + 2, close);
    const words = inner.replace(/^-?\s+|^-(?=\/\*)/, '').replace(/\s+-?$/, '');
    const start = open + 2 + inner.indexOf(words);
    open = text.indexOf('{{', close + 2);
    if (words === '' || words.startsWith('/*')) continue;
    const [word = ''] = words.split(/\s/, 1);
    if (word === 'end') blocks.pop();
    // Of the other branch, and of one that has its own condition, nothing is certain.
    if (word === 'else' && blocks.length > 0) blocks[blocks.length - 1] = words;
    found.push({ words, start, conditions: [...blocks] });
    if (/^(?:if|with|range|define|block)$/.test(word)) blocks.push(words);
  }
  return found;
}

/** Where the `}}` of an action stands: not within its quotes or its comment. */
function endOf(text: string, from: number): number | undefined {
  if (/^-?\s*\/\*/.test(text.slice(from, from + 20))) {
    const behind = text.indexOf('*/', from);
    const close = behind < 0 ? -1 : text.indexOf('}}', behind);
    return close < 0 ? undefined : close;
  }
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === '}' && text[at + 1] === '}') return at;
    if (sign === '"' || sign === '`') {
      at++;
      while (at < text.length && text[at] !== sign) at += sign === '"' && text[at] === '\\' ? 2 : 1;
    }
  }
  return undefined;
}
