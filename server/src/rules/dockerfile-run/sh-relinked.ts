import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'sh-relinked',
  summary: 'A RUN puts another shell in the place of /bin/sh.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL4005'],
  scope: 'command',

  *check({ program, operands, run, instruction, command }) {
    const [from, to] = operands;
    if (program !== 'ln' || !from || !to || operands.length !== 2 || !/^(?:\/usr)?\/bin\/sh$/.test(to.value)) return;
    const shell = from.value.startsWith('/') ? from.value : `/bin/${from.value}`;
    // Where only a link was missing, SHELL does not help programs that call sh.
    const fix: Fix[] =
      run.length === 1 && instruction.flags.length === 0 && instruction.heredocs.length === 0
        ? [{ title: message`Use ${'SHELL'}`, safe: false, edits: [{ at: instruction.at, text: `SHELL ["${shell}", "-c"]` }] }]
        : [];
    yield { at: command.at, message: message`Programs of the image that call ${'sh'} get ${shell} too; ${'SHELL'} chooses it for RUN alone.`, fix };
  },
});
