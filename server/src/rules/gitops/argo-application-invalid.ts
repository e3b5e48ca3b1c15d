import { removeField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'argo-application-invalid',
  summary: 'An Application of Argo CD says too much or too little about where it comes from and goes.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Application'],

  // argo-cd/util/argo, ValidateRepo and ValidateDestination.
  *check({ group, value }) {
    if (group !== 'argoproj.io') return;
    const spec = value.get('spec');
    if (spec?.kind !== 'map') return;
    yield* checkDestination(spec);
    const sources = spec.given('sources');
    const source = spec.given('source');
    if (source && sources) {
      yield {
        at: source.keyAt,
        severity: 'warning',
        message: message`With ${'sources'} beside it, ${'source'} is ignored.`,
        related: [{ at: sources.keyAt, message: message`These are used.` }],
        fix: { title: message`Remove ${'source'}`, safe: false, edits: [removeField(source)] },
      };
    }
    if (!source && !sources && !value.get('operation')) yield { at: spec.keyAt, message: message`An Application needs a ${'source'} or ${'sources'}.` };
    if (source?.kind === 'map' && !sources) yield* checkSource(source, false);
    for (const item of spec.items('sources')) if (item.kind === 'map') yield* checkSource(item, true);
  },
});

function* checkDestination(spec: Value): Iterable<Finding> {
  const destination = spec.given('destination');
  if (destination?.kind !== 'map') return;
  const name = destination.get('name');
  const server = destination.get('server');
  const isSet = (value: Value | undefined) => value?.words !== undefined && value.words !== '';
  if (isSet(name) && isSet(server)) {
    yield {
      at: name?.keyAt ?? destination.keyAt,
      message: message`A destination is given by ${'name'} or by ${'server'}, not by both.`,
      related: [{ at: server?.keyAt ?? destination.keyAt, message: message`The server stands here.` }],
      fix: { title: message`Remove ${'name'}`, safe: false, edits: [removeField(name as Value)] },
    };
  } else if (!isSet(name) && !isSet(server)) {
    yield { at: destination.keyAt, message: message`A destination needs a ${'server'} or a ${'name'}.` };
  }
}

function* checkSource(source: Value, isOneOfSeveral: boolean): Iterable<Finding> {
  const has = (key: string) => (source.given(key)?.words ?? '') !== '';
  if (!has('repoURL')) yield { at: source.entry ? source.keyAt : source.headAt, message: message`A source needs a ${'repoURL'}.` };
  else if (!has('path') && !has('chart') && !(isOneOfSeveral && has('ref'))) {
    yield { at: source.get('repoURL')?.keyAt ?? source.headAt, message: message`A source needs a ${'path'} in its repository, or a ${'chart'}.` };
  } else if (has('chart') && !has('targetRevision')) {
    yield { at: source.get('chart')?.keyAt ?? source.headAt, message: message`A chart needs its version as ${'targetRevision'}.` };
  }
}
