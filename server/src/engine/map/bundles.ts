import { type Grouping, groupOf, type MapEdge, type MapNode, type WorkspaceMap } from './workspace-map';

/**
 * Nodes that are joined to one and the same node and to nothing else, all in the same way: the many ConfigMaps that a
 * dashboard mounts, the Services that an Ingress leads to. One below the other they would make a tower; they stand in a
 * block instead, which one line leads to.
 */
export interface Bundle {
  readonly id: string;
  readonly nodes: readonly MapNode[];
  /** Stands for those of all its nodes, with the bundle in their place. */
  readonly edge: MapEdge;
}

/** Fewer are easier to see one by one. */
const FEWEST = 6;

export function bundlesOf({ nodes, edges }: WorkspaceMap, by: Grouping): Bundle[] {
  const own = new Map<string, MapEdge[]>();
  for (const { id } of nodes) own.set(id, []);
  for (const edge of edges) for (const id of new Set([edge.from, edge.to])) own.get(id)?.push(edge);
  const alike = new Map<string, { readonly edge: MapEdge; readonly isSource: boolean; readonly nodes: MapNode[] }>();
  for (const node of nodes) {
    const [edge, ...others] = own.get(node.id) ?? [];
    if (!edge || others.length > 0 || edge.from === edge.to) continue;
    const isSource = edge.from === node.id;
    const other = isSource ? edge.to : edge.from;
    // Of two nodes that have only each other, neither is what the other hangs on.
    if (own.get(other)?.length === 1) continue;
    const key = JSON.stringify([other, isSource, edge.kind, edge.missing, groupOf(node, by)]);
    const found = alike.get(key);
    if (found) found.nodes.push(node);
    else alike.set(key, { edge, isSource, nodes: [node] });
  }
  return [...alike].flatMap(([key, { edge, isSource, nodes: members }]) => {
    const id = `bundle ${key}`;
    return members.length < FEWEST ? [] : [{ id, nodes: members, edge: { ...edge, ...(isSource ? { from: id } : { to: id }) } }];
  });
}
