import { setField } from '../../fix/fields';
import { type KubeObject, readLabels } from '../../model/object';
import { nameFault } from '../../schema/names';
import { isCoreGroup, kindFacts } from '../../schema/pack';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'object-name-missing',
  summary: 'An object has no name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['datree:RESOURCE_MISSING_NAME'],
  scope: 'object',

  *check(object) {
    const { value, group, version, kind } = object;
    // Reviews and bindings are questions to the server, not things that it keeps.
    if (!isCoreGroup(group) || !kindFacts(group, version, kind.value) || /Review$|^(?:Binding|Eviction|Scale|.*Options)$/.test(kind.value)) return;
    const metadata = value.get('metadata');
    if (metadata && metadata.kind !== 'map' && metadata.kind !== 'null') return;
    const name = metadata?.given('name');
    if ((name && name.words !== '') || (metadata?.given('generateName') && metadata.get('generateName')?.words !== '')) return;
    const likely = likelyName(object);
    yield {
      at: name?.at ?? metadata?.keyAt ?? kind.at,
      // Jenkins, Airflow and Spark keep their pod templates as Pods, and name what they make of them.
      ...(kind.value === 'Pod' && { severity: 'info' as const }),
      message: message`This ${kind.value} has neither a ${'name'} nor a ${'generateName'}.`,
      ...(likely !== undefined && {
        fix: { title: message`Name it ${likely}`, safe: false, edits: setField(value, ['metadata', 'name'], likely) },
      }),
    };
  },
});

/** What the object's own labels call it, or those of its pods. */
function likelyName({ labels, value }: KubeObject): string | undefined {
  const all = [labels, readLabels(value.get('spec', 'template', 'metadata', 'labels')), readLabels(value.get('spec', 'selector'))];
  const names = all.flatMap((some) => [some.get('app.kubernetes.io/name')?.value, some.get('app')?.value]);
  return names.find((name) => name !== undefined && nameFault(name, 'label') === undefined);
}
