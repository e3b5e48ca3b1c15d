import { runsForever } from '../../model/pod';
import { volumeKind, writtenPaths } from '../../model/written-paths';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'sqlite-on-ephemeral-storage',
  summary: 'A program keeps its SQLite database where a restart takes it away.',
  severity: 'warning',
  stage: 'update',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container } = chain;
    if (!runsForever(container.pod)) return;
    for (const { use, path, mount } of writtenPaths(chain)) {
      if (use.kind !== 'sqlite') continue;
      const kind = mount && volumeKind(container, mount.name?.value);
      if (mount && kind !== 'emptyDir') continue;
      const replicas = container.pod.owner.value.number('spec', 'replicas');
      const isMany = replicas !== undefined && replicas.value > 1;
      yield {
        at: mount?.path?.at ?? container.at,
        message: mount
          ? message`The database ${path} lies in an empty folder that goes with its pod.`
          : message`The database ${path} lies in no volume, so it goes with its container.`,
        related: [
          { at: use.at, message: message`The database is opened here.` },
          ...(isMany ? [{ at: replicas.at, message: message`Each of ${replicas.value} pods has one of its own.`, covers: ['sqlite-shared'] }] : []),
        ],
      };
    }
  },
});
