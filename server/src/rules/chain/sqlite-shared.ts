import { replaceValue } from '../../fix/fields';
import { volumeKind, writtenPaths } from '../../model/written-paths';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'sqlite-shared',
  summary: 'Several pods of a Deployment have one SQLite database, or each its own.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container } = chain;
    const { owner } = container.pod;
    const replicas = owner.value.number('spec', 'replicas');
    const written = owner.value.get('spec', 'replicas');
    // A StatefulSet gives each pod a volume of its own, which may be meant.
    if (!replicas || !written || replicas.value < 2 || owner.kind.value !== 'Deployment') return;
    const database = writtenPaths(chain).find(({ use }) => use.kind === 'sqlite');
    if (!database) return;
    const { use, path, mount } = database;
    const isShared = mount !== undefined && volumeKind(container, mount.name?.value) === 'persistentVolumeClaim';
    yield {
      at: replicas.at,
      message: isShared
        ? message`${replicas.value} pods open the one database ${path}, which SQLite locks for one at a time.`
        : message`Each of ${replicas.value} pods has a database ${path} of its own, and they differ.`,
      related: [{ at: use.at, message: message`The database is opened here.` }],
      fix: { title: message`Run one pod`, safe: false, edits: [replaceValue(written, 1)] },
    };
  },
});
