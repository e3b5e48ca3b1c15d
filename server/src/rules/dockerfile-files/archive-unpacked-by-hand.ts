import { runCommands } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { baseName } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'archive-unpacked-by-hand',
  summary: 'An archive is copied into the image and unpacked there, so the image holds both.',
  severity: 'info',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['hadolint:DL3010'],
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    const { keyword, json, words, flags } = instruction;
    if (keyword !== 'COPY' || !stage || flags.some(({ name }) => name === 'from')) return;
    const [source, target, more] = json ?? words;
    if (!source || !target || more || !/\.(?:tar(?:\.(?:gz|bz2|xz))?|tgz|tbz2?|txz)$/.test(source.value)) return;
    const name = /\/$|^\.$/.test(target.value) ? baseName(source.value) : baseName(target.value);
    const runs = stage.instructions.filter(({ at }) => at.start > instruction.at.start).flatMap((one) => runCommands(one, dockerfile, stage));
    const unpacking = runs.find(
      ({ program, words: given }) =>
        program === 'tar' &&
        given.some(({ value }) => /^(?:-?[a-zA-Z]*x[a-zA-Z]*|--extract|--get)$/.test(value)) &&
        given.some(({ value }) => baseName(value) === name),
    );
    if (!unpacking) return;
    yield {
      at: source.at,
      message: message`${'ADD'} would unpack ${source.value} by itself and leave no archive in the image.`,
      related: [{ at: unpacking.command.at, message: message`It is unpacked here.` }],
    };
  },
});
