import { message } from '../../text/message';
import { rule } from '../rule';

/** Marks of pods that are made for one occasion, or by something else than a controller. */
const OCCASIONAL = /^(?:helm\.sh\/hook|argocd\.argoproj\.io\/hook|kubernetes\.io\/config\.)/;

export default rule({
  id: 'naked-pod',
  summary: 'A pod that nobody starts again stands alone.',
  severity: 'info',
  stage: 'run',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kubescape:C-0073', 'popeye:POP-208', 'datree:K8S_INCORRECT_KIND_VALUE_POD'],
  scope: 'workload',

  *check({ kind, object, pod, object: { value, annotations } }) {
    if (kind !== 'Pod' || object.group !== '' || value.items('metadata', 'ownerReferences').length > 0) return;
    const restart = pod.value.string('restartPolicy')?.value;
    if (restart === 'Never' || restart === 'OnFailure' || [...annotations.keys()].some((key) => OCCASIONAL.test(key))) return;
    // Static pods are started by the kubelet of one node.
    if (/(?:^|\/)manifests\/(?:etcd|kube-[\w-]+)\.ya?ml$/.test(object.file) || pod.value.get('nodeName')) return;
    yield { at: object.kind.at, message: message`When its node goes, this pod is gone for good; a Deployment would start another one.` };
  },
});
