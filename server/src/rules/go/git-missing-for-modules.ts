import { insertLinesBelow } from '../../fix/docker-lines';
import { buildImage } from '../../model/image';
import { hasTool } from '../../model/image-contents';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Variables that make Go fetch modules from their repositories by itself. */
const DIRECT = ['GOPRIVATE', 'GONOPROXY'];

export default rule({
  id: 'git-missing-for-modules',
  summary: 'Go is told to fetch modules from their repositories, and the image has no git.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== 'RUN' || !/\bgo\s+(?:mod\s+download|build|install|get|mod\s+tidy|test)\b/.test(instruction.rest.value)) continue;
      const image = buildImage(dockerfile, stage, instruction);
      const proxy = image.variables.get('GOPROXY');
      const direct = DIRECT.find((name) => (image.variables.get(name) ?? '') !== '') ?? (proxy === 'direct' ? 'GOPROXY' : undefined);
      const installs = /\b(?:apk|apt-get|apt|dnf|yum)\b[^&|;]*\bgit\b/.test(instruction.rest.value);
      if (direct === undefined || installs || hasTool(image, 'git') !== false) continue;
      const at = image.environment.get(direct)?.at ?? instruction.keywordAt;
      const from = image.base?.tools.has('apk') ? (image.lineage.at(-1) ?? stage).from : undefined;
      yield {
        at,
        message: message`With ${direct}, Go fetches modules by ${'git'}, which this image does not have.`,
        ...(from && { fix: { title: message`Install ${'git'}`, safe: false, edits: [insertLinesBelow(dockerfile, from, ['RUN apk add --no-cache git'])] } }),
      };
      return;
    }
  },
});
