import { replaceValue } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { DURATIONS, GRAMMARS, type Grammar } from './durations';

export default rule({
  id: 'duration-malformed',
  summary: 'A duration is written in a way that its reader does not know.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    for (const [value, grammar] of durations(object)) {
      const text = value.string();
      const { pattern, units } = GRAMMARS[grammar];
      if (!text || isTemplated(text.value) || pattern.test(text.value)) continue;
      const fix = mend(value, text.value, grammar);
      yield { at: text.at, message: message`${text.value} is no duration here: numbers with the units ${units} make one.`, ...(fix && { fix }) };
    }
  },
});

const GROUPS = new Set(DURATIONS.map(({ of }) => of.slice(0, of.indexOf('/'))));

function* durations({ group, kind, value }: KubeObject): Iterable<[Value, Grammar]> {
  // Almost no object has any.
  if (!GROUPS.has(group)) return;
  for (const { of, at, grammar } of DURATIONS) {
    if (of !== `${group}/*` && of !== `${group}/${kind.value}`) continue;
    for (const way of at) for (const found of follow(value, way.split('.'))) yield [found, grammar];
  }
}

/** The values at the end of a way; `*` stands for every item of a list. */
function* follow(value: Value, [step, ...rest]: readonly string[]): Iterable<Value> {
  if (step === undefined) yield value;
  else if (step === '*') for (const item of value.items()) yield* follow(item, rest);
  else {
    const next = value.given(step);
    if (next) yield* follow(next, rest);
  }
}

const NAMES: readonly (readonly [name: RegExp, unit: string])[] = [
  [/^(?:s|secs?|seconds?)$/i, 's'],
  [/^(?:m|mins?|minutes?)$/i, 'm'],
  [/^(?:h|hrs?|hours?)$/i, 'h'],
];

/** `5 min` and `1d`, written with the units that are known. */
function mend(value: Value, text: string, grammar: Grammar): Fix | undefined {
  const match = /^(\d+)\s*([A-Za-z]+)$/.exec(text.trim());
  const amount = Number(match?.[1]);
  const unit = NAMES.find(([name]) => name.test(match?.[2] ?? ''))?.[1];
  const isDays = /^(?:d|days?)$/i.test(match?.[2] ?? '');
  const mended = unit !== undefined ? `${amount}${unit}` : isDays ? `${amount * 24}h` : undefined;
  if (mended === undefined || !GRAMMARS[grammar].pattern.test(mended)) return undefined;
  return { title: message`Use ${mended}`, safe: false, edits: [replaceValue(value, mended)] };
}
