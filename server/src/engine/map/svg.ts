import { type Message, message, render } from '../../text/message';
import { type Box, layOut, type Point, pack, partsOf, round, type Sheet } from './layout';
import type { Grouping, MapEdge, MapLayer, MapNode, Verb, WorkspaceMap } from './workspace-map';

/** What the boxes are drawn with; a custom property `--map-…` of the page around the picture wins. */
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

/** Bigger pictures than this help nobody, and their layout takes seconds. */
const MOST_NODES = 1500;

/**
 * The map as an SVG picture, each group in a frame. Every node that is defined in a file is a link that can be reached
 * with the keyboard; `href` says where it leads, and `say` what its tooltip says.
 */
export function toSvg(map: WorkspaceMap, by: Grouping, href: (node: MapNode) => string | undefined, say: Say = render): string {
  const nodes = map.nodes.slice(0, MOST_NODES);
  const known = new Set(nodes.map(({ id }) => id));
  const edges = map.edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const placed = pack(partsOf({ nodes, edges }, by).map((part) => layOut(part, by)));
  const width = round(Math.max(1, ...placed.map(({ left, sheet }) => left + sheet.width)));
  const height = round(Math.max(1, ...placed.map(({ top, sheet }) => top + sheet.height)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    STYLE,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 L8 4 L0 8 z"/></marker></defs>',
    ...placed.map(({ left, top, sheet }) => `<g transform="translate(${round(left)} ${round(top)})">\n${drawSheet(sheet, href, say)}\n</g>`),
    '</svg>\n',
  ].join('\n');
}

type Say = (message: Message) => string;

function drawSheet({ frames, edges, nodes }: Sheet, href: (node: MapNode) => string | undefined, say: Say): string {
  return [
    ...frames.map(({ name, box }) => drawFrame(name, box)),
    ...edges.map(({ edge, points }) => drawEdge(points, edge, say)),
    ...nodes.map(({ node, box }) => drawNode(node, box, href(node), say)),
  ].join('\n');
}

function drawFrame(group: string | undefined, { left, top, width, height }: Box): string {
  const name = group === undefined ? '' : `<text x="${round(left + 9)}" y="${round(top + 15)}">${escape(group === '' ? '.' : group)}</text>`;
  const place = `x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}"`;
  return `<g class="frame${group === undefined ? ' bundle' : ''}"><rect ${place} rx="8"/>${name}</g>`;
}

/** A curve through the points that the layout gives. */
function drawEdge(points: readonly Point[], { kind, missing }: MapEdge, say: Say): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (const [index, point] of rest.entries()) {
    const after = rest[index + 1];
    path += after
      ? ` Q${round(point.x)} ${round(point.y)} ${round((point.x + after.x) / 2)} ${round((point.y + after.y) / 2)}`
      : ` L${round(point.x)} ${round(point.y)}`;
  }
  return `<path class="edge${missing ? ' missing' : ''}" d="${path}" marker-end="url(#arrow)"><title>${escape(say(VERBS[kind]))}</title></path>`;
}

const VERBS: Readonly<Record<Verb, Message>> = {
  uses: message`uses`,
  selects: message`selects`,
  routes: message`routes to`,
  scales: message`scales`,
  binds: message`binds`,
  runs: message`runs`,
  builds: message`builds`,
};

const STYLE = `<style>
.edge { fill: none; stroke: var(--map-edge, #8c959f); stroke-width: 1.2 }
.edge.missing { stroke: var(--map-error, #d1242f); stroke-dasharray: 4 3 }
.tip { fill: context-stroke }
.frame rect { fill: var(--map-frame, #f6f8fa); stroke: var(--map-line, #d0d7de) }
.frame.bundle rect { fill: none }
.frame text { fill: var(--map-dim, #57606a); font-weight: 600 }
.node rect { fill: var(--map-node, #ffffff); stroke-width: 1.4 }
.node.missing rect { stroke-dasharray: 4 3 }
.node text { fill: var(--map-text, #1f2328) }
.node .kind { fill: var(--map-dim, #57606a); font-size: 10px }
.node .errors { fill: var(--map-error, #d1242f) }
.node .warnings { fill: var(--map-warning, #9a6700) }
.node .count { fill: var(--map-count, #ffffff); font-size: 9px; font-weight: 600 }
a:focus rect { stroke-width: 3 }
a:focus { outline: none }
</style>`;

function drawNode(node: MapNode, { left, top, width, height }: Box, link: string | undefined, say: Say): string {
  const badge = (amount: number, name: string, at: number) =>
    amount === 0
      ? ''
      : `<circle class="${name}" cx="${round(left + width - at)}" cy="${round(top)}" r="7"/><text class="count" x="${round(left + width - at)}" y="${round(top + 3)}" text-anchor="middle">${amount}</text>`;
  const errors = node.errors === 1 ? message`1 error` : message`${node.errors} errors`;
  const warnings = node.warnings === 1 ? message`1 warning` : message`${node.warnings} warnings`;
  const label = `${node.kind} ${node.name}${say(message`: ${errors}, ${warnings}`)}`;
  const body = [
    `<g class="node${node.at ? '' : ' missing'}">`,
    `<title>${escape(label)}</title>`,
    `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="6" stroke="var(--map-${node.layer}, ${COLOURS[node.layer]})"/>`,
    `<text class="kind" x="${round(left + 10)}" y="${round(top + 16)}">${escape(node.kind)}</text>`,
    `<text x="${round(left + 10)}" y="${round(top + 33)}">${escape(node.name)}</text>`,
    badge(node.errors, 'errors', 8),
    badge(node.warnings, 'warnings', node.errors > 0 ? 25 : 8),
    '</g>',
  ].join('');
  return link === undefined ? body : `<a href="${escape(link)}" data-id="${escape(node.id)}" aria-label="${escape(label)}" tabindex="0">${body}</a>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] as string);
}
