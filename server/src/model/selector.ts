import type { Located } from '../text/span';
import type { Value } from '../yaml/value';
import { type Labels, readLabels } from './object';
import { isTemplated } from './templated';

/** A label selector: every requirement must hold. */
export interface Selector {
  readonly value: Value;
  readonly matchLabels: Labels;
  readonly expressions: readonly Requirement[];
  /** False where a part cannot be read or is templated: then nobody knows what it selects. */
  readonly certain: boolean;
}

export interface Requirement {
  readonly value: Value;
  readonly key: Located<string>;
  readonly operator: string;
  readonly values: readonly Located<string>[];
}

/** Reads `matchLabels` and `matchExpressions`. */
export function readSelector(value: Value | undefined): Selector | undefined {
  if (value?.kind !== 'map') return undefined;
  const matchLabels = readLabels(value.get('matchLabels'));
  const items = value.items('matchExpressions');
  const expressions = items.flatMap((item): Requirement[] => {
    const key = item.string('key');
    const operator = item.string('operator');
    if (!key || !operator) return [];
    return [{ value: item, key, operator: operator.value, values: item.strings('values') }];
  });
  const certain = expressions.length === items.length && expressions.every(isComplete) && labelsAreCertain(matchLabels, value.get('matchLabels'));
  return { value, matchLabels, expressions, certain };
}

/** The server refuses an operator that is none, and one that lacks what it compares with. */
function isComplete({ operator, values }: Requirement): boolean {
  return operator === 'In' || operator === 'NotIn' ? values.length > 0 : operator === 'Exists' || operator === 'DoesNotExist';
}

/** Reads the plain map of labels that Services and ReplicationControllers select by. */
export function readPlainSelector(value: Value | undefined): Selector | undefined {
  if (value?.kind !== 'map') return undefined;
  const matchLabels = readLabels(value);
  return { value, matchLabels, expressions: [], certain: labelsAreCertain(matchLabels, value) };
}

/** True where the labels satisfy the selector. An empty selector matches everything. */
export function selects(selector: Selector, labels: Labels): boolean {
  for (const [key, { value }] of selector.matchLabels) if (labels.get(key)?.value !== value) return false;
  return selector.expressions.every(({ key, operator, values }) => {
    const label = labels.get(key.value)?.value;
    const listed = label !== undefined && values.some(({ value }) => value === label);
    switch (operator) {
      case 'In':
        return listed;
      case 'NotIn':
        return !listed;
      case 'Exists':
        return label !== undefined;
      case 'DoesNotExist':
        return label === undefined;
      default:
        return false;
    }
  });
}

export function isEmpty(selector: Selector): boolean {
  return selector.matchLabels.size === 0 && selector.expressions.length === 0;
}

/** True where every label is written as plain text, so that it is known what the labels are. */
export function labelsAreKnown(written: Value | undefined): boolean {
  return labelsAreCertain(readLabels(written), written);
}

function labelsAreCertain(labels: Labels, written: Value | undefined): boolean {
  if (written && labels.size !== written.fields().length) return false;
  return [...labels].every(([key, { value }]) => !isTemplated(key) && !isTemplated(value));
}
