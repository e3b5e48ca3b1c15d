import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';
import { entriesOf } from './entries';

/** Built-in login providers and the minor of kubectl that lost them (client-go change logs). */
const PROVIDERS: Readonly<Record<string, { readonly gone: number; readonly instead: string }>> = table({
  gcp: { gone: 26, instead: 'gke-gcloud-auth-plugin' },
  azure: { gone: 26, instead: 'kubelogin' },
  openstack: { gone: 22, instead: 'client-keystone-auth' },
});

export default rule({
  id: 'kubeconfig-login-removed',
  summary: 'A kubeconfig logs in by a way that kubectl no longer has.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kubeconfig'],

  *check(document, project) {
    const { to } = project.kubernetes;
    for (const { content } of entriesOf(document, 'users')) {
      const version = content?.string('exec', 'apiVersion');
      if (version?.value === 'client.authentication.k8s.io/v1alpha1' && to >= 24) {
        const value = content?.get('exec', 'apiVersion') as Value;
        const next = 'client.authentication.k8s.io/v1beta1';
        yield {
          at: version.at,
          message: message`kubectl 1.24 and later do not speak ${version.value}.`,
          fix: { title: message`Use ${next}`, safe: false, edits: [replaceValue(value, next)] },
        };
      }
      const provider = content?.string('auth-provider', 'name');
      const facts = provider && PROVIDERS[provider.value];
      if (!facts || to < facts.gone) continue;
      yield {
        at: provider.at,
        message: message`kubectl lost the login provider ${provider.value} with 1.${facts.gone}; use ${facts.instead} by ${'exec'}.`,
      };
    }
  },
});
