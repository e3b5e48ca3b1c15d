import { Graph, layout } from '@dagrejs/dagre';
import { type Grouping, groupOf, type MapEdge, type MapNode, type WorkspaceMap } from './workspace-map';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part of the map with a place for everything in it, in pixels from its upper left corner. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly { readonly name: string; readonly box: Box }[];
  readonly nodes: readonly { readonly node: MapNode; readonly box: Box }[];
  readonly edges: readonly { readonly edge: MapEdge; readonly points: readonly Point[] }[];
}

const NODE_HEIGHT = 44;
const GAP = 14;
/** Room for the name of a frame above what it holds. */
const TITLE = 12;
/** How much wider than high the picture may become: about as a screen is. */
const ASPECT = 1.7;

/** The parts of the map that nothing joins. What is joined to nothing at all makes one part for each group. */
export function partsOf({ nodes, edges }: WorkspaceMap, by: Grouping): WorkspaceMap[] {
  const next = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    next.get(from)?.push(to);
    next.get(to)?.push(from);
  }
  const seen = new Set<string>();
  const parts: WorkspaceMap[] = [];
  const alone = new Map<string, MapNode[]>();
  for (const node of nodes) {
    if (seen.has(node.id)) continue;
    const members = new Set([node.id]);
    for (const one of members) for (const other of next.get(one) ?? []) members.add(other);
    for (const one of members) seen.add(one);
    if (members.size > 1) parts.push({ nodes: nodes.filter(({ id }) => members.has(id)), edges: edges.filter(({ from }) => members.has(from)) });
    else alone.set(groupOf(node, by), [...(alone.get(groupOf(node, by)) ?? []), node]);
  }
  return [...parts, ...[...alone.values()].map((own) => ({ nodes: own, edges: [] }))];
}

export function layOut(part: WorkspaceMap, by: Grouping): Sheet {
  return part.edges.length === 0 ? layOutGrid(part.nodes, by) : layOutGraph(part, by);
}

/** Nodes of one group that nothing joins, in rows. */
function layOutGrid(nodes: readonly MapNode[], by: Grouping): Sheet {
  const column = Math.max(...nodes.map(widthOf)) + GAP;
  const columns = Math.max(1, Math.round(Math.sqrt((nodes.length * (NODE_HEIGHT + GAP) * ASPECT) / column)));
  const rows = Math.ceil(nodes.length / columns);
  const box = { left: GAP, top: GAP, width: Math.min(columns, nodes.length) * column + GAP, height: rows * (NODE_HEIGHT + GAP) + GAP + TITLE };
  return {
    width: box.width + 2 * GAP,
    height: box.height + 2 * GAP,
    frames: [{ name: groupOf(nodes[0] as MapNode, by), box }],
    edges: [],
    nodes: nodes.map((node, index) => ({
      node,
      box: {
        left: 2 * GAP + (index % columns) * column,
        top: 2 * GAP + TITLE + Math.floor(index / columns) * (NODE_HEIGHT + GAP),
        width: widthOf(node),
        height: NODE_HEIGHT,
      },
    })),
  };
}

function layOutGraph({ nodes, edges }: WorkspaceMap, by: Grouping): Sheet {
  const graph = new Graph({ multigraph: true, compound: true });
  graph.setGraph({ rankdir: 'LR', nodesep: GAP, ranksep: 60, marginx: GAP, marginy: GAP + TITLE });
  const frameId = (group: string) => `frame ${group}`;
  const groups = [...new Set(nodes.map((node) => groupOf(node, by)))];
  for (const group of groups) graph.setNode(frameId(group), {});
  for (const node of nodes) {
    graph.setNode(node.id, { width: widthOf(node), height: NODE_HEIGHT });
    graph.setParent(node.id, frameId(groupOf(node, by)));
  }
  for (const { from, to, kind } of edges) graph.setEdge(from, to, {}, kind);
  layout(graph);
  const boxOf = (id: string): Box => {
    const { x, y, width, height } = graph.node(id) as { x: number; y: number; width: number; height: number };
    return { left: x - width / 2, top: y - height / 2, width, height };
  };
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    frames: groups.map((name) => {
      const { left, top, width: own, height: inner } = boxOf(frameId(name));
      return { name, box: { left, top: top - TITLE, width: own, height: inner + TITLE } };
    }),
    nodes: nodes.map((node) => ({ node, box: boxOf(node.id) })),
    edges: edges.map((edge) => ({ edge, points: (graph.edge(edge.from, edge.to, edge.kind) as { points: readonly Point[] }).points })),
  };
}

/** Puts sheets beside and below each other, the highest first, so that the picture is about as wide as a screen. */
export function pack(sheets: readonly Sheet[]): { readonly left: number; readonly top: number; readonly sheet: Sheet }[] {
  const area = sheets.reduce((sum, { width, height }) => sum + width * height, 0);
  const limit = Math.max(Math.sqrt(area * ASPECT), ...sheets.map(({ width }) => width));
  let left = 0;
  let top = 0;
  let shelf = 0;
  return [...sheets]
    .sort((a, b) => b.height - a.height)
    .map((sheet) => {
      if (left + sheet.width > limit) [left, top, shelf] = [0, top + shelf, 0];
      const place = { left, top, sheet };
      left += sheet.width;
      shelf = Math.max(shelf, sheet.height);
      return place;
    });
}

function widthOf({ kind, name }: MapNode): number {
  return Math.max(84, 24 + Math.max(kind.length * 5.6, name.length * 7));
}

/** To a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
