import { givenCommands, scriptEnd } from '../../model/given-commands';
import { runsForever } from '../../model/pod';
import { runningImage } from '../../model/running-image';
import { message } from '../../text/message';
import { startOf } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'shell-keeps-signals',
  summary: 'A shell stands in front of the program and keeps SIGTERM to itself.',
  severity: 'warning',
  stage: 'stop',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    if (container.role !== 'main' || !runsForever(container.pod)) return;
    const command = givenCommands(container).find(({ role }) => role === 'start');
    const end = command && scriptEnd(command);
    if (!command || !end || BUILTIN.test(end.program)) return;
    // dash stays; busybox and bash let the only command of a line take their place.
    const base = runningImage(container, project)?.image.base;
    const stays = end.inPipeline || (base?.shellStays === true && /(?:^|\/)(?:da)?sh$/.test(command.words[0] ?? ''));
    if (!stays) return;
    const script = command.values[2];
    const isExact = script !== undefined && (end.at.start !== script.at.start || end.at.end !== script.at.end || script.words === end.program);
    yield {
      at: end.at,
      message: message`The shell stays in front of ${end.program} and passes no SIGTERM on, so it is killed when the time to stop is over.`,
      ...(isExact &&
        !end.inPipeline && {
          fix: { title: message`Let it take the shell's place with ${'exec'}`, safe: false, edits: [{ at: startOf(end.at), text: 'exec ' }] },
        }),
    };
  },
});

/** What the shell does by itself, and programs that only wait. */
const BUILTIN = /^(?:echo|true|false|:|exit|return|set|export|cd|test|\[|sleep|printf|tail|read)$/;
