import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'stage-name-casing',
  summary: 'The name of a stage has capital letters.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['buildkit:StageNameCasing'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const { name } = stage;
    if (!name) return;
    const written = dockerfile.text.slice(name.at.start, name.at.end);
    if (written === name.value || written.length !== name.value.length) return;
    const fix = { title: message`Write ${name.value}`, safe: true, edits: [{ at: name.at, text: name.value }] };
    yield { at: name.at, message: message`Docker keeps the name ${written} in lower case.`, fix };
  },
});
