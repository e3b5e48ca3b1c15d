import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';

export interface Change {
  /** Where it is now; undefined where it is gone from what is around it. */
  readonly place: { readonly now: Value | undefined; readonly around: Value };
  readonly was: Value | undefined;
}

/** The first and innermost difference between two values; undefined where they mean the same. */
export function firstChange(now: Value | undefined, was: Value | undefined, around: Value): Change | undefined {
  if (now?.kind === 'map' && was?.kind === 'map') {
    const names = new Set([...now.fields(), ...was.fields()].map(({ name }) => name));
    return [...names].map((name) => firstChange(now.given(name), was.given(name), now)).find((change) => change !== undefined);
  }
  if (now?.kind === 'list' && was?.kind === 'list') {
    const [items, others] = [now.items(), was.items()];
    const inner = items.map((item, index) => firstChange(item, others[index], now)).find((change) => change !== undefined);
    return inner ?? (items.length < others.length ? { place: { now: undefined, around: now }, was: others[items.length] } : undefined);
  }
  const isSame = now?.plain !== undefined && was?.plain !== undefined ? now.plain === was.plain : now === was;
  return isSame ? undefined : { place: { now, around }, was };
}

/** Whether a template fills in a part of it. */
export function isUncertain(value: Value | undefined): boolean {
  return value !== undefined && isTemplated(value.document.text.slice(value.node.start, value.node.end));
}
