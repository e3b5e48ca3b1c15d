import { isCall } from '../../model/docker/run-commands';
import type { CommandSubject } from '../../model/docker-subjects';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'command-pointless',
  summary: 'A RUN calls a program that does nothing useful in a build.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['hadolint:DL3001'],
  scope: 'command',

  *check(subject) {
    const said = pointOf(subject);
    if (said) yield { at: subject.programAt, message: said };
  },
});

function pointOf(subject: CommandSubject): Message | undefined {
  const { program, operands, run, index, options, command } = subject;
  if (/^(?:reboot|shutdown|halt|poweroff)$/.test(program)) return message`${program} has no machine to act on.`;
  if (/^(?:top|htop|free|vmstat|iostat)$/.test(program)) return message`${program} shows the machine that builds, not the one that will run the image.`;
  if (
    /^(?:vi|vim|nano|emacs)$/.test(program) &&
    !options.some(({ value }) => /^(?:-[a-zA-Z]*[es]|-c|\+.*|--cmd|--batch|-es.*|--headless)$/.test(value)) &&
    command.before !== '|' &&
    !operands.some(({ value }) => value.startsWith('+'))
  )
    return message`${program} waits for somebody at a keyboard.`;
  if (isCall(subject, 'systemctl', ['start', 'restart', 'reload', 'status', 'stop']) && run[index + 1]?.command.before !== '||')
    return message`${'systemctl'} talks to systemd, which does not run during a build.`;
  // What follows in the same RUN may need the service.
  const isLast = () => !run.slice(index + 1).some(({ program: later }) => !/^(?:echo|sleep|true|service|:)$/.test(later));
  if (program === 'service' && /^(?:start|restart)$/.test(operands[1]?.value ?? '') && isLast()) return message`What ${'service'} starts ends with this RUN.`;
  return undefined;
}
