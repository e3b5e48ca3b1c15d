import { givenCommands, startedPrograms } from '../../model/given-commands';
import { hasTool } from '../../model/image-contents';
import { isShell } from '../../model/image-start';
import { runningImage } from '../../model/running-image';
import { message } from '../../text/message';
import { rule } from '../rule';
import { httpProbe } from './http-probe';

export default rule({
  id: 'exec-tool-missing',
  summary: 'A command, probe or hook starts a program that the image does not have.',
  severity: 'error',
  stage: 'ready',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    const running = runningImage(container, project);
    if (!running) return;
    const { image, chain } = running;
    for (const command of givenCommands(container)) {
      const programs = startedPrograms(command);
      // Without the shell, what its script says does not matter.
      const [first] = programs;
      if (first && isShell(first.value) && hasTool(image, first.value) !== true) continue;
      const reported = new Set<string>();
      for (const { value, at, inScript } of programs) {
        if (isShell(value) || reported.has(value) || value.includes('$') || hasTool(image, value) !== false) continue;
        if (value.includes('/') && container.mounts.some(({ path }) => path && value.startsWith(`${path.value}/`))) continue;
        // In a script the program may be tried and something else done where it is missing.
        if (inScript && /\|\||\bif\b|\bcommand -v\b|\bwhich\b/.test(command.words[2] ?? '')) continue;
        reported.add(value);
        const from = chain && image.lineage.at(-1)?.base;
        const fix = command.handler && command.role === 'probe' ? httpProbe(command.handler, command.words.join(' ')) : undefined;
        yield {
          at,
          message:
            command.role === 'start' && !inScript
              ? message`There is no ${value} in this image, so the container cannot start.`
              : message`There is no ${value} in this image, so this always fails.`,
          ...(inScript && command.role === 'start' && { severity: 'warning' }),
          ...(from && { related: [{ at: from.at, message: message`The image is made from this one.` }] }),
          ...(fix && { fix }),
        };
      }
    }
  },
});
