import { deprecatedField } from '../../schema/deprecated-fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'volume-plugin-removed',
  summary: 'A kind of volume that Kubernetes no longer mounts.',
  severity: 'error',
  stage: 'create',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check({ volumes }, { kubernetes }) {
    for (const { kind, value } of volumes.flatMap(({ sources }) => sources)) {
      const gone = value.kind === 'map' ? deprecatedField('core.v1.Volume', kind)?.gone : undefined;
      if (gone === undefined || gone > kubernetes.to) continue;
      yield {
        at: value.keyAt,
        tag: 'deprecated',
        message:
          kind === 'gitRepo'
            ? message`Volumes from ${kind} are switched off from 1.${gone} on; the range ends at 1.${kubernetes.to}.`
            : message`Volumes from ${kind} no longer work from 1.${gone} on; the range ends at 1.${kubernetes.to}.`,
      };
    }
  },
});
