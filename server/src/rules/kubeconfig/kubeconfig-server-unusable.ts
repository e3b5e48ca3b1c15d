import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';
import { entriesOf } from './entries';

export default rule({
  id: 'kubeconfig-server-unusable',
  summary: 'A cluster of a kubeconfig says no server that kubectl can ask.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kubeconfig'],

  *check(document) {
    for (const { content, at, item } of entriesOf(document, 'clusters')) {
      if (item.get('cluster') && !content && item.get('cluster')?.kind !== 'null') continue;
      const server = content?.given('server');
      const address = server?.words ?? '';
      if (address === '') {
        yield { at: server?.at ?? at, message: message`This cluster has no server.` };
        continue;
      }
      // client-go puts a scheme in front of `host:port`, but refuses `host:port/path` (rest.DefaultServerURL).
      if (!server || isTemplated(address) || /^[a-z][a-z0-9+.-]*:\/\/./i.test(address)) continue;
      const fix = { title: message`Put ${'https://'} in front`, safe: false, edits: [replaceValue(server, `https://${address}`)] };
      if (/^[^/]+\/./.test(address)) yield { at: server.at, message: message`The server ${address} has a path and no scheme such as ${'https://'}.`, fix };
    }
  },
});
