import { Graph, layout } from '@dagrejs/dagre';
import type { MapEdge, MapLayer, MapNode, WorkspaceMap } from './workspace-map';

/** How the picture is coloured; a custom property of the page around it wins. */
const COLOURS: Readonly<Record<MapLayer, string>> = {
  entry: '#8250df',
  service: '#0969da',
  workload: '#1a7f37',
  config: '#9a6700',
  storage: '#bc4c00',
  access: '#6e7781',
  image: '#0550ae',
  program: '#1b7c83',
  other: '#57606a',
};

const HEIGHT = 44;

/** Bigger pictures than this help nobody, and their layout takes seconds. */
const MOST_NODES = 1500;

/**
 * The map as an SVG picture. Every node that is defined in a file is a link that can be reached with the keyboard;
 * `href` says where it leads.
 */
export function toSvg(map: WorkspaceMap, href: (node: MapNode) => string | undefined): string {
  const nodes = map.nodes.slice(0, MOST_NODES);
  const known = new Set(nodes.map(({ id }) => id));
  const edges = map.edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const drawn: string[] = [];
  let width = 0;
  let height = 0;
  // Each connected part is laid out by itself: what has nothing to do with each other does not cross.
  for (const part of connectedParts(nodes, edges)) {
    const { graph, size } = layOut(part);
    const at = ({ x, y }: { x: number; y: number }) => ({ x, y: y + height });
    for (const { from, to, kind, missing } of part.edges)
      drawn.push(drawEdge((graph.edge(from, to, kind) as { points: readonly Point[] }).points.map(at), kind, missing));
    for (const node of part.nodes) {
      const place = graph.node(node.id) as Point & { width: number };
      drawn.push(drawNode(node, { ...at(place), width: place.width }, href(node)));
    }
    width = Math.max(width, size.width);
    height += size.height;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    STYLE,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 L8 4 L0 8 z"/></marker></defs>',
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Part {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

/** The parts of the map that nothing joins, the largest first. */
function connectedParts(nodes: readonly MapNode[], edges: readonly MapEdge[]): Part[] {
  const next = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    next.get(from)?.push(to);
    next.get(to)?.push(from);
  }
  const seen = new Set<string>();
  const parts: Part[] = [];
  for (const { id } of nodes) {
    if (seen.has(id)) continue;
    const members = new Set([id]);
    for (const one of members) for (const other of next.get(one) ?? []) members.add(other);
    for (const one of members) seen.add(one);
    parts.push({ nodes: nodes.filter((node) => members.has(node.id)), edges: edges.filter(({ from }) => members.has(from)) });
  }
  return parts.sort((a, b) => b.nodes.length - a.nodes.length);
}

function layOut({ nodes, edges }: Part): { graph: Graph; size: { width: number; height: number } } {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 70, marginx: 14, marginy: 8 });
  for (const node of nodes) graph.setNode(node.id, { width: widthOf(node), height: HEIGHT });
  for (const { from, to, kind } of edges) graph.setEdge(from, to, {}, kind);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { graph, size: { width, height } };
}

/** A curve through the points that the layout gives. */
function drawEdge(points: readonly Point[], kind: string, missing: boolean): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (const [index, point] of rest.entries()) {
    const after = rest[index + 1];
    path += after
      ? ` Q${round(point.x)} ${round(point.y)} ${round((point.x + after.x) / 2)} ${round((point.y + after.y) / 2)}`
      : ` L${round(point.x)} ${round(point.y)}`;
  }
  return `<path class="edge${missing ? ' missing' : ''}" d="${path}" marker-end="url(#arrow)"><title>${escape(kind)}</title></path>`;
}

const STYLE = `<style>
.edge { fill: none; stroke: var(--map-edge, #8c959f); stroke-width: 1.2 }
.edge.missing { stroke: var(--map-error, #d1242f); stroke-dasharray: 4 3 }
.tip { fill: var(--map-edge, #8c959f) }
.node rect { fill: var(--map-node, #ffffff); stroke-width: 1.4 }
.node.missing rect { stroke-dasharray: 4 3 }
.node text { fill: var(--map-text, #1f2328) }
.node .kind { fill: var(--map-dim, #57606a); font-size: 10px }
.node .errors { fill: var(--map-error, #d1242f) }
.node .warnings { fill: var(--map-warning, #9a6700) }
.node .count { fill: #ffffff; font-size: 9px; font-weight: 600 }
a:focus rect { stroke-width: 3 }
a:focus { outline: none }
</style>`;

function drawNode(node: MapNode, { x, y, width }: { x: number; y: number; width: number }, link: string | undefined): string {
  const left = round(x - width / 2);
  const top = round(y - HEIGHT / 2);
  const badge = (amount: number, name: string, at: number) =>
    amount === 0
      ? ''
      : `<circle class="${name}" cx="${round(left + width - at)}" cy="${top}" r="7"/><text class="count" x="${round(left + width - at)}" y="${round(top + 3)}" text-anchor="middle">${amount}</text>`;
  const label = `${node.kind} ${node.name}: ${node.errors} errors, ${node.warnings} warnings`;
  const body = [
    `<g class="node${node.at ? '' : ' missing'}">`,
    `<title>${escape(label)}</title>`,
    `<rect x="${left}" y="${top}" width="${round(width)}" height="${HEIGHT}" rx="6" stroke="${COLOURS[node.layer]}"/>`,
    `<text class="kind" x="${round(left + 10)}" y="${round(top + 16)}">${escape(node.kind)}</text>`,
    `<text x="${round(left + 10)}" y="${round(top + 33)}">${escape(node.name)}</text>`,
    badge(node.errors, 'errors', 8),
    badge(node.warnings, 'warnings', node.errors > 0 ? 25 : 8),
    '</g>',
  ].join('');
  return link === undefined ? body : `<a href="${escape(link)}" data-id="${escape(node.id)}" aria-label="${escape(label)}" tabindex="0">${body}</a>`;
}

function widthOf({ kind, name }: MapNode): number {
  return Math.max(84, 24 + Math.max(kind.length * 5.6, name.length * 7));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] as string);
}
