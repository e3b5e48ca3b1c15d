import { insertField, replaceValue } from '../../fix/fields';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'host-network-without-dns-policy',
  summary: 'A pod in the network of its node does not find Services by their names.',
  severity: 'hint',
  stage: 'run',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    const { value, hostNetwork } = pod;
    const network = value.get('hostNetwork');
    const policy = value.string('dnsPolicy');
    const written = value.given('dnsPolicy');
    if (!hostNetwork || !network || (written && policy?.value !== 'ClusterFirst')) return;
    const asked = serviceAsked(pod, project);
    const fix = {
      title: message`Use ${'ClusterFirstWithHostNet'}`,
      safe: false,
      edits: [written ? replaceValue(written, 'ClusterFirstWithHostNet') : insertField(value, 'dnsPolicy', 'ClusterFirstWithHostNet')],
    };
    const at = policy?.at ?? network.keyAt;
    if (asked)
      yield {
        at,
        severity: 'warning',
        message: message`In the network of the node the name of Service ${asked.value} is not found without the DNS policy ${'ClusterFirstWithHostNet'}.`,
        related: [{ at: asked.at, message: message`It is used here.` }],
        fix,
      };
    else yield { at, message: message`In the network of the node names of Services are not found without the DNS policy ${'ClusterFirstWithHostNet'}.`, fix };
  },
});

/** The first Service whose name stands in an argument or variable like an address: `http://name`, `name:80`, `name.shop.svc`. */
function serviceAsked({ allContainers, owner }: Pod, project: Project): Located<string> | undefined {
  const texts = allContainers.flatMap(({ command, arguments: args, environment }) => [
    ...command,
    ...args,
    ...environment.flatMap(({ literal }) => literal ?? []),
  ]);
  for (const text of texts) {
    for (const [, afterScheme, beforePort] of text.value.matchAll(/\/\/(?:[^/@\s]*@)?([a-z0-9-]+)|(?<![\w./-])([a-z0-9-]+)(?=:\d|\.[a-z0-9-]+\.svc\b)/g)) {
      const name = afterScheme ?? beforePort;
      if (name !== undefined && project.find('Service', name, owner).length > 0) return { value: name, at: text.at };
    }
  }
  return undefined;
}
