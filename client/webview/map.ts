import type { FromMap, Grouping, ToMap } from './messages';
import { nearest } from './nearest';

declare function acquireVsCodeApi(): { postMessage(message: FromMap): void; getState(): State | undefined; setState(state: State): void };

interface State {
  readonly by: Grouping;
  readonly group: string;
  readonly filter: string;
}

const editor = acquireVsCodeApi();
const by = element('by', HTMLSelectElement);
const group = element('group', HTMLSelectElement);
const filter = element('filter', HTMLInputElement);
const picture = element('picture', HTMLElement);
const summary = element('summary', HTMLElement);

const MOST_ZOOM = 4;
const LEAST_ZOOM = 0.1;
const STEP = 1.25;
/** Smaller than this, no name can be read: a larger picture opens with a part of it in sight. */
const READABLE = 0.55;

/** Undefined: as large as fits, and as names can be read. */
let zoom: number | undefined;
let size = { width: 1, height: 1 };

window.addEventListener('message', ({ data }: MessageEvent<ToMap>) => {
  if (data.kind === 'show') show(data);
  else goTo(links().find(({ dataset }) => dataset.id === data.id));
});

function show(shown: ToMap & { kind: 'show' }): void {
  const focused = document.activeElement instanceof SVGAElement ? document.activeElement.dataset.id : undefined;
  picture.innerHTML = shown.svg;
  by.value = shown.by;
  const all = group.options[0] as HTMLOptionElement;
  group.replaceChildren(all, ...shown.groups.map((name) => new Option(name === '' ? '.' : name, name)));
  group.value = shown.group;
  summary.textContent = shown.summary;
  const { width, height } = drawing()?.viewBox.baseVal ?? { width: 1, height: 1 };
  size = { width, height };
  applyZoom();
  applyFilter();
  // What was looked at is looked at still.
  if (focused !== undefined)
    links()
      .find(({ dataset }) => dataset.id === focused)
      ?.focus({ preventScroll: true });
}

picture.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<SVGAElement>('a[data-id]');
  if (!link) return;
  event.preventDefault();
  editor.postMessage({ kind: 'open', id: link.dataset.id ?? '', beside: event.ctrlKey || event.metaKey });
});

for (const select of [by, group]) {
  select.addEventListener('change', () => {
    // Groups of one kind are none of the other.
    if (select === by) group.value = '';
    remember();
    editor.postMessage({ kind: 'narrow', by: by.value as Grouping, group: group.value });
  });
}
filter.addEventListener('input', () => {
  remember();
  applyFilter();
  if (filter.value.trim() !== '') bring(matching()[0]);
});
element('export', HTMLButtonElement).addEventListener('click', () => editor.postMessage({ kind: 'export' }));
element('larger', HTMLButtonElement).addEventListener('click', () => zoomBy(STEP));
element('smaller', HTMLButtonElement).addEventListener('click', () => zoomBy(1 / STEP));
element('fit', HTMLButtonElement).addEventListener('click', fit);
window.addEventListener('resize', applyZoom);

document.addEventListener('keydown', (event) => {
  const isTyping = event.target === filter;
  if (event.key === 'Escape' && isTyping) {
    filter.value = '';
    remember();
    applyFilter();
  }
  if (event.key === 'Enter' && isTyping) {
    event.preventDefault();
    goTo(matching()[0]);
  }
  if (isTyping || event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

const KEYS: Readonly<Record<string, () => void>> = {
  '+': () => zoomBy(STEP),
  '=': () => zoomBy(STEP),
  '-': () => zoomBy(1 / STEP),
  '0': fit,
  '/': () => filter.focus(),
  ArrowLeft: () => step('left'),
  ArrowRight: () => step('right'),
  ArrowUp: () => step('up'),
  ArrowDown: () => step('down'),
};

/** The wheel zooms with Ctrl, as in a browser; a touchpad's pinch comes as that, too. */
picture.addEventListener(
  'wheel',
  (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? STEP : 1 / STEP, event);
  },
  { passive: false },
);

let grabbed: { readonly x: number; readonly y: number } | undefined;
picture.addEventListener('pointerdown', ({ clientX, clientY, button, target }) => {
  if (button === 0 && !(target as Element).closest('a')) grabbed = { x: clientX + picture.scrollLeft, y: clientY + picture.scrollTop };
});
window.addEventListener('pointermove', ({ clientX, clientY }) => {
  if (grabbed) picture.scrollTo(grabbed.x - clientX, grabbed.y - clientY);
});
window.addEventListener('pointerup', () => {
  grabbed = undefined;
});

function step(direction: 'left' | 'right' | 'up' | 'down'): void {
  const all = matching();
  const from = all.indexOf(document.activeElement as SVGAElement);
  const next = from < 0 ? 0 : nearest(all.map(middle), from, direction);
  if (next === undefined) return;
  goTo(all[next]);
}

function goTo(link: SVGAElement | undefined): void {
  bring(link);
  link?.focus({ preventScroll: true });
}

/** Scrolls the picture alone: `scrollIntoView` also moves the frames of the editor around this page. What is in sight stays where it is. */
function bring(link: SVGAElement | undefined): void {
  if (!link) return;
  const { left, right, top, bottom } = link.getBoundingClientRect();
  const around = picture.getBoundingClientRect();
  if (left >= around.left && right <= around.right && top >= around.top && bottom <= around.bottom) return;
  const [at, to] = [middle(link), middle(picture)];
  picture.scrollBy(at.x - to.x, at.y - to.y);
}

function middle(element: Element): { x: number; y: number } {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

/** What lies at a place of the window stays there: without one, what has the focus, or else the middle. */
function zoomBy(factor: number, place?: { readonly clientX: number; readonly clientY: number }): void {
  const { x, y } = place ? { x: place.clientX, y: place.clientY } : middle(links().find((link) => link === document.activeElement) ?? picture);
  const before = drawing()?.getBoundingClientRect();
  zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, shownAt() * factor));
  applyZoom();
  const after = drawing()?.getBoundingClientRect();
  if (!before || !after) return;
  const grown = after.width / before.width;
  picture.scrollBy(after.left + (x - before.left) * grown - x, after.top + (y - before.top) * grown - y);
}

function fit(): void {
  zoom = fitting();
  applyZoom();
}

function fitting(): number {
  return Math.min(1, picture.clientWidth / size.width, picture.clientHeight / size.height);
}

function shownAt(): number {
  return zoom ?? Math.max(READABLE, fitting());
}

function applyZoom(): void {
  const factor = shownAt();
  drawing()?.setAttribute('width', String(size.width * factor));
  drawing()?.setAttribute('height', String(size.height * factor));
}

/** What does not have the typed words in its name steps back. */
function applyFilter(): void {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const node of picture.querySelectorAll('.node')) {
    const label = node.querySelector('title')?.textContent?.toLowerCase() ?? '';
    node.classList.toggle('aside', !words.every((word) => label.includes(word)));
  }
  picture.classList.toggle('filtered', words.length > 0);
}

function remember(): void {
  editor.setState({ by: by.value as Grouping, group: group.value, filter: filter.value });
}

function drawing(): SVGSVGElement | undefined {
  return picture.querySelector('svg') ?? undefined;
}

/** The links that the filter leaves. */
function matching(): SVGAElement[] {
  return links().filter((link) => !link.querySelector('.aside'));
}

function links(): SVGAElement[] {
  return [...picture.querySelectorAll<SVGAElement>('a[data-id]')];
}

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`);
  return found;
}

const state = editor.getState();
filter.value = state?.filter ?? '';
editor.postMessage({ kind: 'ready' });
if (state) editor.postMessage({ kind: 'narrow', by: state.by, group: state.group });
