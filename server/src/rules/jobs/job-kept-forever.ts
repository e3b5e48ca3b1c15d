import { changeFields } from '../../fix/change-fields';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Annotations by which tools remove Jobs themselves, and owners that do. */
const REMOVED = /^(?:helm\.sh\/hook|argocd\.argoproj\.io\/(?:hook|sync-options)|kustomize\.toolkit\.fluxcd\.io\/)/;

export default rule({
  id: 'job-kept-forever',
  summary: 'A Job and its pods stay in the cluster after it is done.',
  severity: 'hint',
  stage: 'run',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-linter:job-ttl-seconds-after-finished'],
  scope: 'workload',

  *check({ kind, object }) {
    const spec = object.value.get('spec');
    if (kind !== 'Job' || spec?.kind !== 'map' || spec.given('ttlSecondsAfterFinished')) return;
    if (object.value.get('metadata', 'ownerReferences') || [...object.annotations.keys()].some((key) => REMOVED.test(key))) return;
    yield {
      at: object.at,
      message: message`Without ${'ttlSecondsAfterFinished'} the Job and its pods are kept until somebody deletes them.`,
      fix: {
        title: message`Remove it after a day`,
        safe: false,
        edits: changeFields({ set: [{ map: spec, way: ['ttlSecondsAfterFinished'], data: 86_400 }] }),
      },
    };
  },
});
