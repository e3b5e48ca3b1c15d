import { describeContainer } from '../../model/container';
import { parseQuantity } from '../../model/quantity';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'memory-volume-above-limit',
  summary: 'A volume in memory may hold more than its container may use.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check({ volumes, containers }) {
    for (const { name, value } of volumes) {
      if (!name || value.string('emptyDir', 'medium')?.value !== 'Memory') continue;
      const size = value.get('emptyDir', 'sizeLimit');
      const bytes = size?.words === undefined ? undefined : parseQuantity(size.words);
      if (!size || bytes === undefined) continue;
      const users = containers.filter(({ mounts }) => mounts.some((mount) => mount.name?.value === name.value));
      // The container that writes pays: it has to be clear that each of them would be killed.
      const [user] = users;
      const limit = user?.limits.get('memory');
      if (!user || users.length > 1 || limit?.amount === undefined || bytes < limit.amount) continue;
      yield {
        at: size.at,
        message: message`Up to ${size.words ?? ''} in this volume is memory of its container, but ${describeContainer(user)} is killed at ${limit.value}.`,
        related: [{ at: limit.at, message: message`The memory limit is written here.` }],
      };
    }
  },
});
