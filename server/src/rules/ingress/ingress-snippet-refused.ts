import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'ingress-snippet-refused',
  summary: 'An Ingress holds a piece of nginx configuration, which ingress-nginx refuses unless it is told to take it.',
  severity: 'info',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'checkov:CKV_K8S_152',
    'checkov:CKV_K8S_153',
    'checkov:CKV_K8S_154',
    'kubescape:C-0059',
    'datree:INGRESS_CVE2021_25742_INCORRECT_SERVER_SNIPPET_KEY',
  ],
  scope: 'ingress',

  // ingress-nginx from 1.9 on: allow-snippet-annotations is false where it is not set (CVE-2021-25742).
  *check({ object }, project) {
    const isAllowed = project.objects('ConfigMap', '').some(({ value }) => value.get('data', 'allow-snippet-annotations')?.words === 'true');
    if (isAllowed) return;
    for (const { name, at } of object.value.fields('metadata', 'annotations')) {
      if (!/^nginx\.ingress\.kubernetes\.io\/(?:(?:server|configuration|auth|stream)-snippet|modsecurity-snippet)$/.test(name)) continue;
      yield { at, message: message`ingress-nginx takes ${name} only with ${'allow-snippet-annotations'}, which is off unless somebody sets it.` };
    }
  },
});
