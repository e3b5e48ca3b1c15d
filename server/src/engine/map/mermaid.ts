import { visible } from '../../text/message';
import { type Grouping, groupOf, type MapNode, type WorkspaceMap } from './workspace-map';

/** The map as a Mermaid flowchart, which GitHub and many wikis draw. */
export function toMermaid({ nodes, edges }: WorkspaceMap, by: Grouping): string {
  const ids = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
  const groups = [...new Set(nodes.map((node) => groupOf(node, by)))].sort();
  const lines = ['flowchart LR'];
  for (const [index, group] of groups.entries()) {
    lines.push(`  subgraph g${index}["${escape(group === '' ? '.' : group)}"]`);
    for (const node of nodes) if (groupOf(node, by) === group) lines.push(`    ${ids.get(node.id)}${shape(node)}`);
    lines.push('  end');
  }
  for (const { from, to, kind, missing } of edges) lines.push(`  ${ids.get(from)} ${missing ? '-.->' : '-->'}|${kind}| ${ids.get(to)}`);
  const bad = nodes.filter(({ errors }) => errors > 0).map(({ id }) => ids.get(id));
  const missing = nodes.filter(({ at }) => !at).map(({ id }) => ids.get(id));
  lines.push('  classDef error stroke:#d1242f,stroke-width:2px', '  classDef missing stroke-dasharray:4 3');
  if (bad.length > 0) lines.push(`  class ${bad.join(',')} error`);
  if (missing.length > 0) lines.push(`  class ${missing.join(',')} missing`);
  return `${lines.join('\n')}\n`;
}

function shape({ kind, name, layer }: MapNode): string {
  const text = `"${escape(kind)}<br/>${escape(name)}"`;
  switch (layer) {
    case 'entry':
      return `{{${text}}}`;
    case 'service':
      return `([${text}])`;
    case 'config':
      return `[/${text}/]`;
    case 'storage':
      return `[(${text})]`;
    default:
      return `[${text}]`;
  }
}

function escape(text: string): string {
  return visible(text).replace(/["<>&#]/g, (character) => `#${character.charCodeAt(0)};`);
}
