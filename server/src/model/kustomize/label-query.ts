import type { Labels } from '../object';

/** Whether labels satisfy a query; undefined from `readQuery` where the text is none. */
export type LabelQuery = (labels: Labels) => boolean;

const KEY = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?';
const SET = new RegExp(String.raw`^(${KEY})\s+(in|notin)\s*\(([^()]*)\)$`);
const PAIR = new RegExp(String.raw`^(${KEY})\s*(==|=|!=)\s*([-A-Za-z0-9_.]*)$`);
const EXISTS = new RegExp(String.raw`^(!?)\s*(${KEY})$`);

/**
 * Reads a selector as kubectl takes it: `app=web,tier!=back,track in (a, b),!old`
 * (k8s.io/apimachinery/pkg/labels, Parse). kustomize selects by labels and by annotations in this way.
 */
export function readQuery(text: string): LabelQuery | undefined {
  if (text.length > 2000) return undefined;
  const queries = text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readRequirement);
  return queries.includes(undefined) ? undefined : (labels) => queries.every((query) => query?.(labels));
}

function readRequirement(part: string): LabelQuery | undefined {
  const set = SET.exec(part);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((one) => one.trim());
    // What lacks the label is in no set.
    return (labels) => values.includes(labels.get(key)?.value ?? '\0') === (operator === 'in');
  }
  const pair = PAIR.exec(part);
  if (pair) {
    const [, key = '', operator, value] = pair;
    return (labels) => (labels.get(key)?.value === value) === (operator !== '!=');
  }
  const exists = EXISTS.exec(part);
  return exists ? (labels) => labels.has(exists[2] ?? '') === (exists[1] === '') : undefined;
}
