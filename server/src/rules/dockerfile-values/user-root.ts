import { insertLinesBeforeStart } from '../../fix/docker-lines';
import { dropsPrivileges, isRoot } from '../../model/docker/final-user';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'user-root',
  summary: 'The last USER of the image is root.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3002', 'trivy:DS-0002', 'checkov:CKV_DOCKER_8', 'dockle:CIS-DI-0001'],
  scope: 'image',

  *check(image) {
    const { user, dockerfile, stage } = image;
    if (!user || !isRoot(user.value) || dropsPrivileges(image)) return;
    const line = 'USER 65532:65532';
    yield {
      at: user.at,
      message: message`The image runs as root; a pod with ${'runAsNonRoot: true'} will not start it.`,
      fix: { title: message`Add ${line}`, safe: false, edits: [insertLinesBeforeStart(dockerfile, stage, [line])] },
    };
  },
});
