import { Graph, layout } from '@dagrejs/dagre';
import { type Bundle, bundlesOf } from './bundles';
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
  /** Groups by their names, and bundles, which have none. */
  readonly frames: readonly { readonly name: string | undefined; readonly box: Box }[];
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
  const grid = gridOf(nodes);
  const box = { left: GAP, top: GAP, width: grid.width, height: grid.height + TITLE };
  const name = groupOf(nodes[0] as MapNode, by);
  return { width: box.width + 2 * GAP, height: box.height + 2 * GAP, frames: [{ name, box }], edges: [], nodes: grid.place(GAP, GAP + TITLE) };
}

/** Nodes in rows and columns, with a margin around all. */
function gridOf(nodes: readonly MapNode[]) {
  const column = Math.max(...nodes.map(widthOf)) + GAP;
  const columns = Math.min(nodes.length, Math.max(1, Math.round(Math.sqrt((nodes.length * (NODE_HEIGHT + GAP) * ASPECT) / column))));
  return {
    width: columns * column + GAP,
    height: Math.ceil(nodes.length / columns) * (NODE_HEIGHT + GAP) + GAP,
    place: (left: number, top: number): Sheet['nodes'] =>
      nodes.map((node, index) => ({
        node,
        box: {
          left: left + GAP + (index % columns) * column,
          top: top + GAP + Math.floor(index / columns) * (NODE_HEIGHT + GAP),
          width: widthOf(node),
          height: NODE_HEIGHT,
        },
      })),
  };
}

function layOutGraph(part: WorkspaceMap, by: Grouping): Sheet {
  const bundles = bundlesOf(part, by);
  const bundled = new Set(bundles.flatMap(({ nodes }) => nodes));
  const nodes = part.nodes.filter((node) => !bundled.has(node));
  const alone = new Set(nodes.map(({ id }) => id));
  const edges = [...part.edges.filter(({ from, to }) => alone.has(from) && alone.has(to)), ...bundles.map(({ edge }) => edge)];
  const graph = new Graph({ multigraph: true, compound: true });
  graph.setGraph({ rankdir: 'LR', nodesep: GAP, ranksep: 60, marginx: GAP, marginy: GAP + TITLE });
  const frameId = (group: string) => `frame ${group}`;
  const groups = [...new Set(part.nodes.map((node) => groupOf(node, by)))];
  for (const group of groups) graph.setNode(frameId(group), {});
  const add = (id: string, member: MapNode, width: number, height: number) => {
    graph.setNode(id, { width, height });
    graph.setParent(id, frameId(groupOf(member, by)));
  };
  for (const node of nodes) add(node.id, node, widthOf(node), NODE_HEIGHT);
  const grids = bundles.map((bundle: Bundle) => ({ bundle, grid: gridOf(bundle.nodes) }));
  for (const { bundle, grid } of grids) add(bundle.id, bundle.nodes[0] as MapNode, grid.width, grid.height);
  for (const { from, to, kind } of edges) graph.setEdge(from, to, {}, kind);
  layout(graph);
  const boxOf = (id: string): Box => {
    const { x, y, width, height } = graph.node(id) as { x: number; y: number; width: number; height: number };
    return { left: x - width / 2, top: y - height / 2, width, height };
  };
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const blocks = grids.map(({ bundle: { id }, grid }) => ({ grid, box: boxOf(id) }));
  return {
    width,
    height,
    frames: [
      ...groups.map((name) => {
        const { left, top, width: own, height: inner } = boxOf(frameId(name));
        return { name, box: { left, top: top - TITLE, width: own, height: inner + TITLE } };
      }),
      ...blocks.map(({ box }) => ({ name: undefined, box })),
    ],
    nodes: [...nodes.map((node) => ({ node, box: boxOf(node.id) })), ...blocks.flatMap(({ grid, box: { left, top } }) => grid.place(left, top))],
    edges: edges.map((edge) => ({ edge, points: (graph.edge(edge.from, edge.to, edge.kind) as { points: readonly Point[] }).points })),
  };
}

/**
 * Puts sheets beside and below each other, the highest first, so that the picture is about as wide as a screen: each as
 * high up as it fits, above what is there already.
 */
export function pack(sheets: readonly Sheet[]): { readonly left: number; readonly top: number; readonly sheet: Sheet }[] {
  const area = sheets.reduce((sum, { width, height }) => sum + width * height, 0);
  const limit = Math.max(Math.sqrt(area * ASPECT), ...sheets.map(({ width }) => width));
  /** The lower edge of what is there, from left to right: each step holds until the next one begins. */
  let edge: readonly { readonly left: number; readonly bottom: number }[] = [{ left: 0, bottom: 0 }];
  return [...sheets]
    .sort((a, b) => b.height - a.height)
    .map((sheet) => {
      const below = (left: number) =>
        Math.max(...edge.filter((step, index) => step.left < left + sheet.width && (edge[index + 1]?.left ?? limit) > left).map(({ bottom }) => bottom));
      const [first = { left: 0, top: 0 }, ...others] = edge
        .filter(({ left }) => left === 0 || left + sheet.width <= limit)
        .map(({ left }) => ({ left, top: below(left) }));
      const { left, top } = others.reduce((best, one) => (one.top < best.top ? one : best), first);
      const right = left + sheet.width;
      const behind = edge.findLast((step) => step.left <= right)?.bottom ?? 0;
      edge = [
        ...edge.filter((step) => step.left < left),
        { left, bottom: top + sheet.height },
        ...(right < limit ? [{ left: right, bottom: behind }] : []),
        ...edge.filter((step) => step.left > right),
      ];
      return { left, top, sheet };
    });
}

function widthOf({ kind, name }: MapNode): number {
  return Math.max(84, 24 + Math.max(kind.length * 5.6, name.length * 7));
}

/** To a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
