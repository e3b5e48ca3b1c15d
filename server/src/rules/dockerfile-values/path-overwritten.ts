import { baseImageOf } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'path-overwritten',
  summary: 'ENV gives PATH a new value and leaves out the folders of the system.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ stage, instruction: { keyword, assignments } }) {
    if (keyword !== 'ENV' || !stage || baseImageOf(stage)?.shell === false) return;
    for (const { name, value } of assignments) {
      if (name.value !== 'PATH' || !value || /[$%]/.test(value.value) || /^[A-Za-z]:/.test(value.value)) continue;
      if (value.value.split(':').some((folder) => /^(?:\/usr)?\/s?bin\/?$/.test(folder))) continue;
      const end = /["']$/.test(value.source) ? value.at.end - 1 : value.at.end;
      const single = value.source.startsWith("'");
      yield {
        at: value.at,
        message: message`This PATH holds neither ${'/bin'} nor ${'/usr/bin'}, so the programs of the image are found no longer.`,
        fix: {
          title: message`Add what PATH was before`,
          safe: false,
          edits: single ? [{ at: value.at, text: `"${value.value}:$PATH"` }] : [{ at: { ...value.at, start: end, end }, text: ':$PATH' }],
        },
      };
    }
  },
});
