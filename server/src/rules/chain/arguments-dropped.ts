import { execForm } from '../../fix/exec-form';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'arguments-dropped',
  summary: 'A manifest gives arguments to an ENTRYPOINT in shell form, which drops them.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check({ image, container }) {
    const { entrypoint } = image;
    const written = container.value.get('args');
    // Brackets that hold no valid list are another rule's.
    if (!written || container.arguments.length === 0 || container.command.length > 0 || !entrypoint || entrypoint.json || entrypoint.rest.value.startsWith('['))
      return;
    // A script may hand its own arguments on by `"$@"`; behind `sh -c` they are `$0`, `$1` and so on.
    if (/\$[@*0-9]|\$\{[@*0-9]/.test(entrypoint.rest.value)) return;
    const list = execForm(entrypoint.rest.value);
    yield {
      at: written.keyAt,
      message: message`The shell that runs ENTRYPOINT takes these arguments for itself, and the program gets none.`,
      related: [{ at: entrypoint.rest.at, message: message`The program is started here.` }],
      ...(list !== undefined && { fix: { title: message`Write ENTRYPOINT as a list`, safe: false, edits: [{ at: entrypoint.rest.at, text: list }] } }),
    };
  },
});
