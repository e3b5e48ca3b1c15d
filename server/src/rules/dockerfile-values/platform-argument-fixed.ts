import { message } from '../../text/message';
import { rule } from '../rule';

/** The ARGs that BuildKit sets for the platform (dockerfile reference, "Automatic platform ARGs in the global scope"). */
const AUTOMATIC = /^(?:TARGET|BUILD)(?:PLATFORM|ARCH|VARIANT)$/;

export default rule({
  id: 'platform-argument-fixed',
  summary: 'An ARG of the platform has a default, which wins over what the builder sets.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ instruction, stage }) {
    if (instruction.keyword !== 'ARG' || !stage) return;
    for (const { name, value } of instruction.assignments) {
      if (!value || !AUTOMATIC.test(name.value) || value.value.includes('$')) continue;
      yield {
        at: value.at,
        message: message`With this default, ${name.value} is ${value.value} on every platform that BuildKit builds for.`,
        fix: { title: message`Leave the value to the builder`, safe: false, edits: [{ at: { ...name.at, start: name.at.end, end: value.at.end }, text: '' }] },
      };
    }
  },
});
