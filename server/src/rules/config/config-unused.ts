import type { DocumentKind } from '../../model/classify';
import type { SourceDocument } from '../../model/document';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Labels and annotations by which programs find the objects themselves. */
const DISCOVERED =
  /grafana|argocd|prometheus|reflector|sealedsecrets|kubed|velero|istio|linkerd|cert-manager|external-secrets|crossplane|helm\.sh\/hook|owner/i;
const SYSTEM = /^(?:kube-|coredns$|aws-auth$|argocd-|cluster-info$|extension-apiserver-authentication$)/;
const TYPES = ['Opaque', 'kubernetes.io/basic-auth', 'kubernetes.io/ssh-auth', 'kubernetes.io/dockerconfigjson', 'kubernetes.io/tls'];
const MENTIONING: readonly DocumentKind[] = ['kubernetes', 'list', 'kustomization', 'patch', 'json-patch', 'helm-template', 'helm-values', 'settings'];

export default rule({
  id: 'config-unused',
  summary: 'A ConfigMap or Secret that nothing in the workspace names.',
  severity: 'hint',
  stage: 'run',
  profile: 'optional',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['popeye:POP-400'],
  scope: 'object',
  kinds: ['ConfigMap', 'Secret'],

  *check(object, project) {
    const { kind, group, name, namespace, labels, annotations, value } = object;
    if (group !== '' || !name || SYSTEM.test(name.value)) return;
    if (namespace?.value.startsWith('kube-') || !TYPES.includes(value.string('type')?.value ?? 'Opaque')) return;
    if ([...labels.keys(), ...annotations.keys()].some((key) => DISCOVERED.test(key)) || project.referrers(kind.value, name.value).length > 0) return;
    // Where no workload lies beside it, those who use it are kept elsewhere.
    if (project.workloadsBeside(object).length === 0 || timesMentioned(name.value, project) > 1) return;
    yield { at: name.at, message: message`Nothing in the workspace names this ${kind.value}.`, tag: 'unnecessary' };
  },
});

/** How often a name stands anywhere: arguments, custom resources and patches name objects in ways of their own. */
function timesMentioned(name: string, project: Project): number {
  return MENTIONING.reduce((sum, kind) => sum + (wordsIn(project.documentsOf(kind)).get(name) ?? 0), 0);
}

const wordsIn = remember((documents: readonly SourceDocument[]) => {
  const words = new Map<string, number>();
  for (const { source } of documents) {
    for (const [word] of source.text.matchAll(/[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/g)) words.set(word, (words.get(word) ?? 0) + 1);
  }
  return words;
});
