import { message } from '../../text/message';
import { rule } from '../rule';

/** What both programs call alike. */
const SHARED = new Set(['install', 'update', 'upgrade', 'remove', 'purge', 'autoremove', 'clean', 'autoclean', 'download', 'source', 'build-dep']);

export default rule({
  id: 'apt-instead-of-apt-get',
  summary: 'A script uses apt, which is made for people at a terminal.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3027', 'checkov:CKV_DOCKER_9'],
  scope: 'command',

  *check({ program, programAt, operands, dockerfile }) {
    if (program !== 'apt') return;
    const verb = operands[0]?.value ?? '';
    const plain = dockerfile.text.slice(programAt.start, programAt.end) === 'apt';
    const fix = { title: message`Use ${'apt-get'}`, safe: true, edits: [{ at: programAt, text: 'apt-get' }] };
    yield {
      at: programAt,
      message: message`What ${'apt'} takes and prints may change between releases; ${'apt-get'} stays as it is.`,
      ...(SHARED.has(verb) && plain && { fix }),
    };
  },
});
