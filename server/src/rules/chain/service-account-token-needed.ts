import { insertField, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { markOf } from '../../model/program';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { isBelow } from '../../text/path';
import { rule } from '../rule';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

export default rule({
  id: 'service-account-token-needed',
  summary: 'A program asks the API server, and its pod gets no token for that.',
  severity: 'error',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container }, project) {
    const use = program && markOf(program, 'in-cluster');
    const refusal = refusalOf(container.pod, project);
    if (
      !use ||
      !refusal ||
      container.mounts.some(({ path }) => path && (isBelow(path.value, FOLDER) || isBelow('/run/secrets/kubernetes.io/serviceaccount', path.value)))
    )
      return;
    const own = container.pod.value.given('automountServiceAccountToken');
    yield {
      at: own?.at ?? container.at,
      message: message`The program asks the API server from inside the cluster, and without a token it cannot.`,
      related: [...(own ? [] : [{ at: refusal.at, message: message`The account refuses it here.` }]), { at: use, message: message`The token is read here.` }],
      fix: {
        title: message`Give the pod a token`,
        safe: false,
        edits: [own ? replaceValue(own, true) : insertField(container.pod.value, 'automountServiceAccountToken', true)],
      },
    };
  },
});

/** The pod's own word counts; without one, that of its ServiceAccount. */
function refusalOf({ value, serviceAccountName, owner }: Pod, project: Project): Value | undefined {
  const own = value.given('automountServiceAccountToken');
  if (own) return own.plain === false ? own : undefined;
  const [account, ...others] = project.find('ServiceAccount', serviceAccountName?.value ?? 'default', owner);
  const inherited = others.length === 0 ? account?.value.given('automountServiceAccountToken') : undefined;
  return inherited?.plain === false ? inherited : undefined;
}
