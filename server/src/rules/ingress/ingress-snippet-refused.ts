import type { KubeObject } from '../../model/object';
import { remember } from '../../model/remember';
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
    const snippets = object.value.fields('metadata', 'annotations').filter(({ name }) => SNIPPET.test(name));
    if (snippets.length === 0 || mayBeTaken(project.objects('ConfigMap', ''))) return;
    for (const { name, at } of snippets) {
      yield { at, message: message`ingress-nginx takes ${name} only with ${'allow-snippet-annotations'}, which is off unless somebody sets it.` };
    }
  },
});

const SNIPPET = /^nginx\.ingress\.kubernetes\.io\/(?:(?:server|configuration|auth|stream)-snippet|modsecurity-snippet)$/;

const mayBeTaken = remember((settings: readonly KubeObject[]) =>
  settings.some(({ value }) => value.get('data', 'allow-snippet-annotations')?.words === 'true'),
);
