import { installerOf, packagesOf } from '../../model/docker/package-managers';
import { isCall } from '../../model/docker/run-commands';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'package-unpinned',
  summary: 'A package is installed in whatever version is newest.',
  severity: 'info',
  stage: 'build',
  profile: 'optional',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'hadolint:DL3008',
    'hadolint:DL3013',
    'hadolint:DL3016',
    'hadolint:DL3018',
    'hadolint:DL3028',
    'hadolint:DL3033',
    'hadolint:DL3037',
    'hadolint:DL3041',
    'hadolint:DL3062',
  ],
  scope: 'command',

  *check(subject) {
    const { program, options, operands } = subject;
    if (isCall(subject, 'go', 'install')) {
      for (const { value, at } of operands) if (/@latest$/.test(value)) yield { at, message: message`${value} is another version after each release.` };
      return;
    }
    const manager = installerOf(subject);
    // Files that list packages list their versions too.
    if (!manager || options.some(({ value }) => /^(?:-[rce]|--(?:requirement|constraint|editable|version|file)(?:=|$)|-v$)/.test(value) && program !== 'apk'))
      return;
    for (const { value, at, expands } of packagesOf(subject)) {
      if (expands || manager.pinned.test(value) || value.startsWith('.') || value === '') continue;
      yield { at, message: message`${program} installs ${value} in whatever version is newest.` };
    }
  },
});
