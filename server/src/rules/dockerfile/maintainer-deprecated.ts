import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'maintainer-deprecated',
  summary: 'MAINTAINER is an instruction of the past.',
  severity: 'hint',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL4000', 'buildkit:MaintainerDeprecated', 'trivy:DS-0022', 'checkov:CKV_DOCKER_6'],
  scope: 'instruction',

  *check({ instruction }) {
    const { keyword, keywordAt, rest, at } = instruction;
    if (keyword !== 'MAINTAINER') return;
    const name = rest.value.replace(/^(["'])(.*)\1$/, '$2');
    const label = `LABEL org.opencontainers.image.authors="${name.replace(/["\\$]/g, '\\$&')}"`;
    const fix = { title: message`Make it a label`, safe: true, edits: [{ at, text: label }] };
    yield { at: keywordAt, message: message`MAINTAINER is deprecated; a label tells the authors of an image.`, tag: 'deprecated', ...(name !== '' && { fix }) };
  },
});
