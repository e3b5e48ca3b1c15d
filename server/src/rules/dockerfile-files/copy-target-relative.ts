import { workdirBefore } from '../../model/docker/stage-facts';
import { swallowedInstruction } from '../../model/docker/swallowed';
import { message } from '../../text/message';
import { resolvePath } from '../../text/path';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'copy-target-relative',
  summary: 'Files are copied to a relative place, and no WORKDIR says relative to what.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3045'],
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    const { keyword, json, words } = instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || !stage || swallowedInstruction(dockerfile, instruction)) return;
    const target = (json ?? words).at(-1);
    if (!target || (json ?? words).length < 2 || /^(?:\/|\$|~|[A-Za-z]:)|\$|^#/.test(target.value) || words.some(({ value }) => value === '#')) return;
    const workdir = workdirBefore(dockerfile, stage, instruction.at.start);
    // Known to be the root, the place is plain enough.
    if (workdir.set || workdir.path === '/') return;
    const absolute = workdir.path === undefined ? undefined : resolvePath(workdir.path, target.value) + (/(?:^|\/)\.{0,2}$/.test(target.value) ? '/' : '');
    const fix: Fix[] = absolute === undefined || json ? [] : [{ title: message`Write ${absolute}`, safe: true, edits: [{ at: target.at, text: absolute }] }];
    yield { at: target.at, message: message`${target.value} lies below the working folder of the base image, whichever that is.`, fix };
  },
});
