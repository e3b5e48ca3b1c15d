import { message } from '../../text/message';
import { rule } from '../rule';

/** The first minor in which a kind of volume no longer works (kubernetes/pkg/api/pod/warnings.go, CHANGELOGs). */
const REMOVED: Readonly<Record<string, number>> = {
  photonPersistentDisk: 16,
  scaleIO: 22,
  flocker: 25,
  quobyte: 25,
  storageos: 25,
  glusterfs: 26,
  cephfs: 31,
  rbd: 31,
  gitRepo: 33,
};

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
      const removed = REMOVED[kind];
      if (removed === undefined || value.kind !== 'map') continue;
      const isGone = removed <= kubernetes.to;
      yield {
        at: value.keyAt,
        tag: 'deprecated',
        ...(!isGone && { severity: 'hint' }),
        message:
          kind === 'gitRepo'
            ? message`Volumes from ${kind} are switched off from 1.${removed} on; the range ends at 1.${kubernetes.to}.`
            : message`Volumes from ${kind} no longer work from 1.${removed} on; the range ends at 1.${kubernetes.to}.`,
      };
    }
  },
});
