import { replaceValue } from '../../fix/fields';
import { definesBeside } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { configReferences, knownNames } from '../../model/references';
import { nameFault } from '../../schema/names';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { namesakes } from '../references/namesakes';
import { rule } from '../rule';

export default rule({
  id: 'config-missing',
  summary: 'A pod needs a ConfigMap or Secret that no file defines.',
  severity: 'warning',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:env-value-from', 'monokle:LNK001', 'popeye:POP-304'],
  scope: 'pod',

  *check(pod, project) {
    const { owner } = pod;
    const reported = new Set<string>();
    for (const { kind, name, optional, via, value, container } of configReferences(pod)) {
      // A missing pull secret is only logged by the kubelet.
      // A name that none can have is told elsewhere.
      if (nameFault(name.value, 'subdomain') || optional || via === 'imagePullSecret' || reported.has(`${kind}/${name.value}`)) continue;
      if (project.find(kind, name.value, owner).length > 0) continue;
      if (project.mayExistElsewhere(kind, name.value, owner) || isMadeBeside(name.value, owner, project)) continue;
      const [near] = suggest(name.value, knownNames(kind, project, owner.namespace?.value));
      // Who keeps no Secrets among the files makes them in another way.
      const isKeptElsewhere = near === undefined && kind === 'Secret' && !definesBeside(kind, owner, project);
      reported.add(`${kind}/${name.value}`);
      const written = value.get(value.get('secretName') ? 'secretName' : 'name');
      yield {
        at: name.at,
        seen: `${container ? 'CreateContainerConfigError' : 'MountVolume.SetUp failed'}: ${kind.toLowerCase()} "${name.value}" not found`,
        ...(isKeptElsewhere && { severity: 'info' as const }),
        message:
          near === undefined ? message`No file defines the ${kind} ${name.value}.` : message`No file defines the ${kind} ${name.value}; did you mean ${near}?`,
        ...namesakes(kind, name.value, owner.namespace?.value, project),
        ...(near !== undefined && written && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
      };
    }
  },
});

/** Jobs and controllers are told the name of what they make: `--secret-name=ingress-nginx-admission`. */
function isMadeBeside(name: string, owner: KubeObject, project: Project): boolean {
  const word = new RegExp(`(?<![\\w.-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w.-])`);
  return word.test(project.argumentsBeside(owner));
}
