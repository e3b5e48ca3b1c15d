import { addEmptyDir } from '../../fix/containers';
import { hasTmp } from '../../model/image-contents';
import { message } from '../../text/message';
import { isBelow } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'tmp-missing',
  summary: 'A program makes temporary files in an image without /tmp.',
  severity: 'error',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, image, container, environment, unknownEnvironment }) {
    const uses = program?.files.filter(({ kind, path }) => kind === 'temporary' && path === undefined) ?? [];
    const use = uses.find(({ by }) => by !== 'upload') ?? uses[0];
    if (!use || environment.has('TMPDIR') || unknownEnvironment.has('TMPDIR') || unknownEnvironment.has('*') || hasTmp(image) !== false) return;
    if (container.mounts.some(({ path }) => path && isBelow(path.value, '/tmp'))) return;
    const from = image.lineage.at(-1)?.base;
    yield {
      at: container.at,
      message:
        use.by === 'upload'
          ? message`Large uploads are kept in temporary files, and the image has no ${'/tmp'}.`
          : message`The program makes temporary files, and its image has no ${'/tmp'}.`,
      ...(use.by === 'upload' && { severity: 'warning' }),
      related: [{ at: use.at, message: message`They are made here.` }, ...(from ? [{ at: from.at, message: message`The image is made from this one.` }] : [])],
      fix: { title: message`Mount an empty ${'/tmp'}`, safe: false, edits: addEmptyDir(container.value, container.pod.value, 'tmp', '/tmp') },
    };
  },
});
