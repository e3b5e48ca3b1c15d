import type { Value } from '../yaml/value';
import { isTemplated } from './templated';

/** A number of pods, or a share of them: `1`, `25%`. */
export type IntOrPercent =
  | { readonly kind: 'number'; readonly amount: number }
  | { readonly kind: 'percent'; readonly amount: number }
  /** A text that is no percentage, such as `25` in quotes or `25 %`. */
  | { readonly kind: 'malformed'; readonly text: string };

/** Reads a number or percentage; undefined where it is missing, of another type, or filled in later. */
export function readIntOrPercent(value: Value | undefined): IntOrPercent | undefined {
  const plain = value?.plain;
  if (typeof plain === 'number') return { kind: 'number', amount: plain };
  if (typeof plain !== 'string' || isTemplated(plain)) return undefined;
  const match = /^(\d+)%$/.exec(plain);
  return match ? { kind: 'percent', amount: Number(match[1]) } : { kind: 'malformed', text: plain };
}

/** The percentage or number that somebody meant who wrote a malformed one. */
export function repairIntOrPercent(text: string): string | number | undefined {
  const bare = text.replace(/\s/g, '');
  if (/^\d+$/.test(bare)) return Number(bare);
  return /^\d+(?:\.0+)?%$/.test(bare) ? `${Number.parseInt(bare, 10)}%` : undefined;
}

/** How many of `total` it stands for; percentages are rounded up for budgets and surges, otherwise down. */
export function countOf({ kind, ...rest }: IntOrPercent, total: number, round: 'up' | 'down'): number | undefined {
  if (!('amount' in rest)) return undefined;
  if (kind === 'number') return rest.amount;
  const share = (rest.amount * total) / 100;
  return round === 'up' ? Math.ceil(share) : Math.floor(share);
}
