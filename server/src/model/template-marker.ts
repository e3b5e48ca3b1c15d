import { type Document, type Node, PLAIN } from '../yaml/node';

/** Markers of other template languages, at places where YAML cannot be read because of them. */
const OTHER_MARKERS = /\{%[-+ ]|<%[=-]?|^\s*#@(?:\s|\/|$)|@@\w+@@|%%\w+%%/m;

/**
 * The first marker that makes a document a template, to be rendered before it is YAML; undefined where it is none.
 * Markers do not count inside quotes and block scalars: there they are plain text, as in Prometheus rules, Grafana
 * dashboards and Argo workflows.
 */
export function templateMarker(source: Document): string | undefined {
  const { text, problems } = source;
  const isUnreadable = problems.some(({ kind }) => kind === 'refused');
  // ytt writes its code into comments, so the rest may well be readable.
  if (/^#@ (?:load|data|if|for|def|library|overlay)/m.test(text)) return '#@';
  if (!text.includes('{{')) return isUnreadable ? (OTHER_MARKERS.exec(text)?.[0].trim() ?? variableAtFault(source)) : undefined;
  const { root } = source;
  if (!root || problems.some(({ kind, isLeftOut }) => kind === 'refused' && !isLeftOut)) return holdsOutsideComments(text) ? '{{' : undefined;
  return holdsMarker(root, text) ? '{{' : undefined;
}

/** `{ name: ${NAME} }`, to be filled by envsubst or Flux: a brace where YAML has no place for one. */
function variableAtFault({ text, problems, origin }: Document): string | undefined {
  const [first] = problems.filter(({ kind }) => kind === 'refused');
  const at = (first?.at.start ?? 0) - origin.offset;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n')[0] ?? '';
  return /\$\{\w+(?:[:=?+-][^{}]*)?\}/.exec(line)?.[0];
}

function holdsOutsideComments(text: string): boolean {
  return text.replace(/(?:^|\s)#.*$/gm, '').includes('{{');
}

/** A plain scalar or key with a marker, or a flow mapping that begins with one. */
function holdsMarker(node: Node, text: string): boolean {
  if (node.kind === 'list') return node.items.some((item) => holdsMarker(item, text));
  if (node.kind === 'scalar') return node.style === PLAIN && text.slice(node.start, node.end).includes('{{');
  if (node.flow && text.startsWith('{{', node.start)) return true;
  return node.entries.some(({ key, value }) => holdsMarker(key, text) || holdsMarker(value, text));
}
