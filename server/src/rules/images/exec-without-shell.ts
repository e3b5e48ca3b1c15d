import { renameKey, replaceSource, replaceValue } from '../../fix/fields';
import { type GivenCommand, givenCommands } from '../../model/given-commands';
import { hasTool } from '../../model/image-contents';
import { isShell } from '../../model/image-start';
import type { KubernetesRange } from '../../model/kubernetes-range';
import { runningImage } from '../../model/running-image';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { httpProbe } from './http-probe';

export default rule({
  id: 'exec-without-shell',
  summary: 'A command, probe or hook starts a shell that the image does not have.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    const running = runningImage(container, project);
    if (!running) return;
    const { image, chain } = running;
    for (const command of givenCommands(container)) {
      const [shell = ''] = command.words;
      const [written] = command.values;
      if (!written || !isShell(shell) || hasTool(image, shell) !== false) continue;
      // Init containers and volumes may bring a program, but only to a path of their own.
      if (shell.includes('/') && container.mounts.some(({ path }) => path && shell.startsWith(`${path.value}/`))) continue;
      const from = chain && image.lineage.at(-1)?.base;
      const fix = remedy(command, shell, hasTool(image, 'sh') === true, project.kubernetes);
      yield {
        at: written.at,
        message: say(command, shell),
        ...(from && { related: [{ at: from.at, message: message`The image is made from this one.` }] }),
        ...(fix && { fix }),
      };
    }
  },
});

function say({ role }: GivenCommand, shell: string): Finding['message'] {
  switch (role) {
    case 'start':
      return message`There is no ${shell} in this image, so the container cannot start.`;
    case 'probe':
      return message`There is no ${shell} in this image, so the probe always fails.`;
    default:
      return message`There is no ${shell} in this image, so the hook always fails.`;
  }
}

function remedy(command: GivenCommand, shell: string, hasSh: boolean, { from }: KubernetesRange): Fix | undefined {
  const { role, words, values, handler } = command;
  const script = words[2] ?? '';
  const [first] = values;
  // What bash alone understands must not go to sh.
  if (hasSh && first && !shell.endsWith('/sh') && shell !== 'sh' && !/\[\[|<\(|\$\{\w+[:^,/]|\bdeclare\b|\bsource\b|pipefail|&>/.test(script)) {
    return { title: message`Use ${'sh'}`, safe: false, edits: [replaceSource(first, shell.startsWith('/') ? '/bin/sh' : 'sh')] };
  }
  if (!handler) return undefined;
  if (role === 'probe') return httpProbe(handler, script);
  const seconds = /^\s*(?:exec\s+)?(?:\/bin\/)?sleep\s+(\d+)s?\s*;?\s*$/.exec(script)?.[1];
  // `sleep` as a hook: on by default since 1.30 (KEP-3960).
  if (role !== 'preStop' || seconds === undefined || from < 30) return undefined;
  const edits = [renameKey({ at: handler.value.keyAt }, 'sleep'), replaceValue(handler.value, { seconds: Number(seconds) })];
  return { title: message`Let the kubelet wait by itself`, safe: false, edits };
}
