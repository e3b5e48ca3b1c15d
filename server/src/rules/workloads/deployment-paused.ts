import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'deployment-paused',
  summary: 'A Deployment is paused in its manifest, so it never rolls anything out.',
  severity: 'warning',
  stage: 'update',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Deployment'],

  *check({ group, value }) {
    if (group !== 'apps' || value.boolean('spec', 'paused')?.value !== true) return;
    const paused = value.get('spec', 'paused');
    if (!paused) return;
    yield {
      at: paused.keyAt,
      // kubernetes/pkg/controller/deployment: a paused Deployment is only scaled, and no ReplicaSet is made.
      message: message`While ${'paused'} stands here, a new Deployment gets no pods, and an old one keeps those that it has.`,
      fix: { title: message`Remove ${'paused'}`, safe: false, edits: [removeField(paused)] },
    };
  },
});
