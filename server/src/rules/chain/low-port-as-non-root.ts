import { addItem } from '../../fix/containers';
import { setField } from '../../fix/fields';
import { chainPorts } from '../../model/chain-ports';
import type { Container } from '../../model/container';
import { userOf } from '../../model/image-users';
import { isWindows, securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import { rule } from '../rule';

const SYSCTL = 'net.ipv4.ip_unprivileged_port_start';

export default rule({
  id: 'low-port-as-non-root',
  summary: 'A program that does not run as root listens on a port below 1024.',
  severity: 'warning',
  stage: 'start',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-linter:privileged-ports', 'trivy:KSV-0117', 'monokle:KBP113'],
  scope: 'chain',

  *check(chain) {
    const { container, image } = chain;
    const { runAsUser, runAsNonRoot } = securityContext(container);
    const user = userOf(image);
    const id = runAsUser ? runAsUser.value : user?.id;
    if (id === undefined || id === 0 || isWindows(container.pod) || isAllowed(container)) return;
    for (const { port, listen } of chainPorts(chain) ?? []) {
      if (port >= 1024) continue;
      const where = runAsUser?.at ?? user?.at ?? runAsNonRoot?.at ?? image.lineage.at(-1)?.base.at;
      yield {
        at: listen.at,
        message: message`User ${id} may not listen on port ${port} under container runtimes before containerd 2.0.`,
        ...(where && { related: [{ at: where, message: message`The user is set here.` }] }),
        fix: { title: message`Allow low ports in the pod`, safe: false, edits: allow(container) },
      };
    }
  },
});

/** A capability of its own helps a process that is not root only with the bit in the file, which `go build` does not set. */
function isAllowed({ pod }: Container): boolean {
  return pod.hostNetwork || pod.value.items('securityContext', 'sysctls').some((item) => item.string('name')?.value === SYSCTL);
}

/** The sysctl counts as safe since Kubernetes 1.22. */
function allow({ pod }: Container) {
  const context = pod.value.get('securityContext');
  const item = { name: SYSCTL, value: '0' };
  return context?.kind === 'map' ? addItem(context, 'sysctls', item) : setField(pod.value, ['securityContext', 'sysctls'], [item]);
}
