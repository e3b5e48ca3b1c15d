import { setField } from '../../fix/fields';
import { startOf } from '../../model/image-start';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'command-drops-arguments',
  summary: 'A manifest repeats the program of its image as command, and so drops the arguments in CMD.',
  severity: 'warning',
  stage: 'start',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ image, container }) {
    const [program, ...rest] = container.command;
    const { entrypoint, cmd } = image;
    const given = cmd?.json ?? [];
    if (!program || rest.length > 0 || container.arguments.length > 0 || !entrypoint?.json || given.length === 0) return;
    // Another program than the image's has arguments of its own.
    const own = startOf(image, container)?.program;
    const [first, ...others] = entrypoint.json;
    if (!first || (first.value !== program.value && (own === undefined || own !== startOf(image)?.program))) return;
    const words = [...others, ...given].map(({ value }) => value);
    if (words.some((word) => word.includes('$'))) return;
    yield {
      at: program.at,
      message: message`With ${'command'}, Kubernetes passes CMD over as well, so the program starts without ${words}.`,
      related: given[0] ? [{ at: given[0].at, message: message`The arguments stand here.` }] : [],
      fix: { title: message`Repeat the arguments`, safe: false, edits: setField(container.value, ['args'], words) },
    };
  },
});
