import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { checkValues, type ValuesFault } from '../../schema/values/check-values';
import { layerValues } from '../../schema/values/layered-value';
import { schemaFault, syntaxFault } from '../../schema/values/schema-fault';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { type GivenValues, valuesIn } from './overrides';
import { mend, say } from './values-fault';

export default rule({
  id: 'helm-value-unfit',
  summary: 'A value does not fit the `values.schema.json` of its chart.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-values', 'kubernetes', 'list'],

  *check(document, project) {
    for (const given of valuesIn(document, project)) yield* checkGiven(given);
  },
});

function* checkGiven(given: GivenValues): Iterable<Finding> {
  const { chart, values, isOwn } = given;
  // A broken schema is told once, where it stands.
  if (!chart.schema || syntaxFault(chart.schema.document) || schemaFault(chart.schema)) return;
  const base = isOwn || !chart.values ? undefined : layerValues(chart.values);
  for (const fault of checkValues(layerValues(values, base), chart.schema)) {
    // What other files say is told there.
    if (fault.value.source.document !== values.document || isUncertain(fault, given)) continue;
    const isDemand = fault.kind === 'missing' && !isInList(fault.value.source);
    const fix = mend(fault);
    yield {
      at: fault.kind === 'missing' ? placeOfHolder(fault.value.source) : fault.kind === 'unknown' ? fault.value.source.keyAt : fault.value.source.at,
      message: say(fault, values),
      ...(isDemand && { severity: 'info' as const, profile: 'recommended' as const }),
      related: [{ at: fault.by.keyAt, message: message`The schema says so here.` }],
      ...(fix && { fix }),
      ...(fault.kind === 'unknown' && { covers: ['helm-override-misspelled'] }),
    };
  }
}

/** What whoever installs the chart may add or fill in is no fault of the values that it brings. */
function isUncertain({ kind, value, name }: ValuesFault, { chart, isOwn }: GivenValues): boolean {
  if (kind === 'alternative') return value.kind === 'map';
  if (['not-allowed', 'pattern', 'bound'].includes(kind)) return value.plain === '' || (typeof value.plain === 'string' && isTemplated(value.plain));
  if (kind !== 'missing' || isInList(value.source)) return false;
  const way = wayOf(value.source, name);
  const isOfOthers = chart.dependencies.includes(way[0] ?? '') || chart.root.items('dependencies').some((one) => one.get('import-values'));
  return !isOwn || chart.isInner || isOfOthers || chart.others.some((other) => other.get(...way));
}

function isInList(value: Value): boolean {
  for (let up: Value | undefined = value; up; up = up.parent) if (up.index !== undefined) return true;
  return false;
}

function wayOf(value: Value, name: string | undefined): string[] {
  const way = name === undefined ? [] : [name];
  for (let up: Value | undefined = value; up; up = up.parent) if (up.step !== undefined) way.unshift(String(up.step));
  return way;
}

function placeOfHolder(holder: Value) {
  return holder.entry ? holder.keyAt : holder.headAt;
}
