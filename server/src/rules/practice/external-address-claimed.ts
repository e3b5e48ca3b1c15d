import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'external-address-claimed',
  summary: 'A Service claims addresses that nobody checks to be its own.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['trivy:KSV-0108'],
  scope: 'service',

  *check({ object, type, headless }) {
    const addresses = object.value.get('spec', 'externalIPs');
    // There, they have no effect.
    if (type === 'ExternalName' || headless || !addresses || addresses.items().length === 0) return;
    yield {
      at: addresses.keyAt,
      message: message`Nobody checks whose addresses these are: every node sends what goes to them to this Service.`,
      fix: { title: message`Remove ${'externalIPs'}`, safe: false, edits: [removeField(addresses)] },
    };
  },
});
