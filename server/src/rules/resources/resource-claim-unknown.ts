import { replaceValue } from '../../fix/fields';
import { known } from '../../model/object';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'resource-claim-unknown',
  summary: 'A container uses a resource claim that its pod does not have.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value, pod }) {
    const names = pod.value.items('resourceClaims').map((claim) => known(claim.string('name'))?.value);
    if (names.includes(undefined)) return;
    for (const claim of value.items('resources', 'claims')) {
      const name = known(claim.string('name'));
      const written = claim.get('name');
      if (!name || !written || names.includes(name.value)) continue;
      const [near] = suggest(
        name.value,
        names.flatMap((one) => one ?? []),
      );
      yield {
        at: name.at,
        message:
          near === undefined
            ? message`The pod has no resource claim ${name.value}.`
            : message`The pod has no resource claim ${name.value}; did you mean ${near}?`,
        ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
      };
    }
  },
});
