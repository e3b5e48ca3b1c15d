import { writeList } from '../../model/docker/quotes';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'cmd-ignored',
  summary: 'CMD gives arguments to an ENTRYPOINT that takes none, because it is a shell command.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'stage',

  *check({ stage }) {
    const entrypoint = stage.instructions.findLast(({ keyword }) => keyword === 'ENTRYPOINT');
    const cmd = stage.instructions.findLast(({ keyword }) => keyword === 'CMD');
    if (
      !entrypoint ||
      !cmd ||
      entrypoint.json ||
      entrypoint.rest.value === '' ||
      entrypoint.rest.value.startsWith('[') ||
      cmd.rest.value === '' ||
      cmd.json?.length === 0
    )
      return;
    const { rest, words } = entrypoint;
    const isPlain = words.every(({ source }) => /^[\w./:=@%+,-]+$/.test(source));
    const fix: Fix[] = isPlain
      ? [{ title: message`Write ENTRYPOINT as a list`, safe: false, edits: [{ at: rest.at, text: writeList(words.map(({ value }) => value)) }] }]
      : [];
    yield {
      at: cmd.rest.at,
      message: message`The ENTRYPOINT is a shell command and passes no arguments on, so this CMD has no effect.`,
      related: [{ at: rest.at, message: message`As a list it would take them.` }],
      fix,
    };
  },
});
