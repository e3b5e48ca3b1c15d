import { writtenPaths } from '../../model/written-paths';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'logs-to-file',
  summary: 'A program writes its log into a file, where nothing collects it.',
  severity: 'warning',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container } = chain;
    for (const { use, path, mount } of writtenPaths(chain)) {
      if (use.kind !== 'log') continue;
      // A second container may read the file, and so may an agent on the node.
      const name = mount?.name?.value;
      const isRead = container.pod.allContainers.some((other) => other !== container && other.mounts.some((one) => one.name?.value === name));
      const isOnNode = container.pod.volumes.some((volume) => volume.name?.value === name && volume.sources.some(({ kind }) => kind === 'hostPath'));
      if (mount && (isRead || isOnNode)) continue;
      yield {
        at: use.at,
        message: message`The log goes to ${path}; Kubernetes and collectors see what is written to stdout and stderr alone.`,
        related: [{ at: container.at, message: message`This container runs the program.` }],
      };
    }
  },
});
