import { installerOf, packagesOf } from '../../model/docker/package-managers';
import { runCommands } from '../../model/docker/run-commands';
import { isInFinalImage } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'wget-and-curl',
  summary: 'A stage installs both wget and curl.',
  severity: 'hint',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['hadolint:DL4001', 'trivy:DS-0014'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    if (!isInFinalImage(dockerfile, stage)) return;
    const installed = stage.instructions
      .flatMap((instruction) => runCommands(instruction, dockerfile, stage))
      .flatMap((call) => (installerOf(call) ? packagesOf(call) : []))
      .filter(({ value }) => /^(?:wget|curl)(?:[=~<>].*)?$/.test(value));
    const [first] = installed;
    const other = installed.find(({ value }) => value.slice(0, 4) !== first?.value.slice(0, 4));
    if (!first || !other) return;
    yield {
      at: other.at,
      message: message`${other.value} and ${first.value} do the same; one of them is enough.`,
      related: [{ at: first.at, message: message`${first.value} is installed here.` }],
    };
  },
});
