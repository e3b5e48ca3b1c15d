import { replaceValue } from '../../fix/fields';
import { configReferences } from '../../model/references';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'config-missing',
  summary: 'A pod needs a ConfigMap or Secret that no file defines.',
  severity: 'warning',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:env-value-from', 'monokle:LNK001'],
  scope: 'pod',

  *check(pod, project) {
    const { owner } = pod;
    const reported = new Set<string>();
    for (const { kind, name, optional, via, value } of configReferences(pod)) {
      // A missing pull secret is only logged by the kubelet.
      if (optional || via === 'imagePullSecret' || reported.has(`${kind}/${name.value}`)) continue;
      if (project.find(kind, name.value, owner).length > 0) continue;
      const names = project.objects(kind, '').flatMap((object) => object.name?.value ?? []);
      const [near] = suggest(name.value, names);
      if (near === undefined && project.mayExistElsewhere(kind, name.value, owner)) continue;
      reported.add(`${kind}/${name.value}`);
      const written = value.get(value.get('secretName') ? 'secretName' : 'name');
      yield {
        at: name.at,
        message:
          near === undefined ? message`No file defines the ${kind} ${name.value}.` : message`No file defines the ${kind} ${name.value}; did you mean ${near}?`,
        ...(near !== undefined && written && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
      };
    }
  },
});
