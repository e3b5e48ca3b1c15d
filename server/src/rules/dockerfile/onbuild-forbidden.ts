import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'onbuild-forbidden',
  summary: 'ONBUILD stores an instruction that cannot be stored.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3043'],
  scope: 'instruction',

  *check({ instruction }) {
    const { keyword, trigger } = instruction;
    if (keyword !== 'ONBUILD' || !trigger) return;
    const { keyword: stored, keywordAt: at } = trigger;
    if (stored === 'FROM' || stored === 'MAINTAINER') yield { at, message: message`ONBUILD cannot store ${stored}.` };
    if (stored !== 'ONBUILD') return;
    const fix = { title: message`Keep one ONBUILD`, safe: false, edits: [{ at: { ...at, end: trigger.words[0]?.at.start ?? at.end }, text: '' }] };
    yield { at, message: message`ONBUILD cannot store another ONBUILD.`, fix };
  },
});
