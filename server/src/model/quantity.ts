import { table } from '../text/table';

/** Grammar of resource quantities: apimachinery/pkg/api/resource/quantity.go. */
const QUANTITY = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

const SCALES: Readonly<Record<string, number>> = table({
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
});

/** The amount that a quantity stands for: cores for CPU, bytes for memory. Undefined where it is not a quantity. */
export function parseQuantity(text: string): number | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, digits, suffix = ''] = match;
  const scale = suffix === '' ? 1 : (SCALES[suffix] ?? 10 ** Number(suffix.slice(1)));
  return Number(digits) * scale;
}

/** Writes bytes with the largest binary unit that keeps the number whole: `512Mi`. */
export function showBytes(bytes: number): string {
  const whole = Math.round(bytes);
  for (const unit of ['Gi', 'Mi', 'Ki'] as const) {
    const scale = SCALES[unit] as number;
    if (whole >= scale && whole % scale === 0) return `${whole / scale}${unit}`;
  }
  return String(whole);
}
