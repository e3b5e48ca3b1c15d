import { setField } from '../../fix/fields';
import type { Container } from '../../model/container';
import { describeContainer } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Commands that never end, or are given a number that stands for that: as words of their own, or as the last thing that a shell does. */
const ENDLESS =
  /(?:^|[;&|]\s*|\s)(?:sleep\s+(?:infinity|inf|\d{3,}d|9{5,})|tail\s+-[fF]\s+\/dev\/null|while\s+(?:true|:|\[\s*1\s*\])\s*;\s*do\s+sleep\s+\d+[smh]?\s*;?\s*done)\s*;?\s*$/;

export default rule({
  id: 'init-container-endless',
  summary: 'An init container never ends, so the containers of the pod never start.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, { kubernetes }) {
    if (container.role !== 'init' || !isEndless(container)) return;
    const word = container.arguments.at(-1) ?? container.command.at(-1);
    yield {
      at: word?.at ?? container.at,
      message: message`${describeContainer(container)} never ends, and the others wait for that.`,
      // Sidecars are on by default from 1.29.
      ...(kubernetes.from >= 29 && {
        fix: { title: message`Make it a sidecar`, safe: false, edits: setField(container.value, ['restartPolicy'], 'Always') },
      }),
    };
  },
});

function isEndless({ command, arguments: args }: Container): boolean {
  const text = [...command, ...args].map(({ value }) => value.trim()).join(' ');
  const found = ENDLESS.exec(text);
  // In the background, or with a limit of time, it does end.
  if (!found || /\btimeout\b|\bbreak\b|\bexit\b|&\s*$/.test(text)) return false;
  // Behind `||` it is only run where something fails.
  return !/\|\|[^;\n]*$/.test(text.slice(0, found.index + 1));
}
