import { insertLinesBeforeStart } from '../../fix/docker-lines';
import { dropsPrivileges, isRoot } from '../../model/docker/final-user';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'user-missing',
  summary: 'The image has no USER, and its base runs as root.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'dockle:CIS-DI-0001'],
  scope: 'image',

  *check(image) {
    const { dockerfile, stage, lineage, base } = image;
    const hasUser = lineage.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'USER'));
    if (hasUser || base?.user === undefined || !isRoot(base.user) || dropsPrivileges(image)) return;
    const line = 'USER 65532:65532';
    yield {
      at: stage.base.at,
      message: message`Nothing below sets a USER, so the image runs as root like ${lineage.at(-1)?.base.value ?? ''}.`,
      fix: { title: message`Add ${line}`, safe: false, edits: [insertLinesBeforeStart(dockerfile, stage, [line])] },
    };
  },
});
