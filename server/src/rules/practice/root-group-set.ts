import { changeFields } from '../../fix/change-fields';
import { message } from '../../text/message';
import { places } from '../pod-security/violation';
import { rule } from '../rule';

export default rule({
  id: 'root-group-set',
  summary: 'A pod or container runs in the group of root.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['trivy:KSV-0116', 'monokle:KBP109'],
  scope: 'pod',

  *check(pod) {
    for (const { context } of places(pod)) {
      for (const key of ['runAsGroup', 'fsGroup']) {
        const field = context?.get(key);
        if (field?.number()?.value !== 0) continue;
        const fix = { title: message`Remove ${key}`, safe: false, edits: changeFields({ remove: [field] }) };
        yield { at: field.at, message: message`Group 0 is that of root, to which many files of images and volumes belong.`, fix };
      }
      const groups = context?.items('supplementalGroups') ?? [];
      const list = context?.get('supplementalGroups');
      const zero = groups.find((group) => group.number()?.value === 0);
      if (!zero || !list) continue;
      const others = groups.flatMap((group) => (group === zero ? [] : (group.number()?.value ?? [])));
      const change = others.length === 0 || !context ? { remove: [list] } : { set: [{ map: context, way: ['supplementalGroups'], data: others }] };
      const fix = { title: message`Leave the group out`, safe: false, edits: changeFields(change) };
      yield { at: zero.at, message: message`Group 0 is that of root, to which many files of images and volumes belong.`, fix };
    }
  },
});
