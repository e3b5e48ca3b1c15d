import type { KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import { remember } from '../../model/remember';
import { readSelector, selects } from '../../model/selector';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'network-policy-missing',
  summary: 'No NetworkPolicy is for the pods of a workload, though others of its namespace have one.',
  severity: 'hint',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'kube-linter:non-isolated-pod',
    'kube-score:pod-networkpolicy',
    'polaris:missingNetworkPolicy',
    'trivy:KSV-0038',
    'checkov:CKV2_K8S_6',
    'kubescape:C-0206',
    'kubescape:C-0260',
  ],
  scope: 'workload',

  *check({ object, pod, kind }, project) {
    const namespace = object.namespace?.value;
    const [first, ...others] = policiesOf(project.objects('NetworkPolicy', 'networking.k8s.io')).filter((one) => sameNamespace(one.namespace, namespace));
    // Who uses none at all has decided that, or keeps them elsewhere.
    if (!first || pod.hostNetwork || kind === 'PodTemplate') return;
    if ([first, ...others].some(({ selector }) => !selector?.certain || selects(selector, pod.labels))) return;
    yield {
      at: object.at,
      message: message`No NetworkPolicy is for these pods, so that everything in the cluster may reach them.`,
      related: [{ at: first.at, message: message`Other pods have one, such as this.` }],
    };
  },
});

const policiesOf = remember((policies: readonly KubeObject[]) =>
  policies.map(({ namespace, value, at }) => ({ namespace: namespace?.value, selector: readSelector(value.get('spec', 'podSelector')), at })),
);
