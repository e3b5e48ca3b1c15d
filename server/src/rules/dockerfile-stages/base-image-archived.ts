import type { Dockerfile, Stage } from '../../docker/dockerfile';
import { isCall, type RunCommand, runCommands } from '../../model/docker/run-commands';
import { baseReferenceOf, bottomOf, lineageOf, officialName } from '../../model/docker/stage-facts';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';

/**
 * Releases whose packages have left the mirrors that their images name. Debian: stretch moved to archive.debian.org in
 * 2023-04, buster in 2025-07; CentOS 8 left the mirrors on 2022-01-31, CentOS 7 on 2024-07-01, with everything older.
 */
const ARCHIVED: readonly {
  readonly name: Message;
  readonly image: RegExp;
  readonly tag: RegExp;
  readonly tools: readonly string[];
  readonly verbs: readonly string[];
}[] = [
  {
    name: message`Debian 10 or older`,
    image: /^library\/(?:debian|golang|node|python|ruby|rust|openjdk|php|perl|buildpack-deps|postgres|maven|gradle|httpd|nginx)$/,
    tag: /(?:^|-)(?:wheezy|jessie|stretch|buster)(?:-|$)/,
    tools: ['apt-get', 'apt'],
    verbs: ['update'],
  },
  { name: message`Debian 10 or older`, image: /^library\/debian$/, tag: /^(?:[7-9]|10)(?:\.|-|$)/, tools: ['apt-get', 'apt'], verbs: ['update'] },
  {
    name: message`CentOS 8 or older`,
    image: /^library\/centos$/,
    tag: /^(?:latest|(?:centos)?[5-8](?:\.|$))/,
    tools: ['yum', 'dnf'],
    verbs: ['install', 'update', 'upgrade', 'groupinstall'],
  },
];

export default rule({
  id: 'base-image-archived',
  summary: 'Packages are installed on a release whose packages are no longer where its image looks for them.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const reference = baseReferenceOf(stage);
    if (!reference || reference === 'scratch' || officialName(reference) === undefined || reference.digest !== undefined) return;
    const { repository, tag = 'latest' } = reference;
    const archived = ARCHIVED.find((one) => one.image.test(repository) && one.tag.test(tag));
    if (!archived || changesSources(dockerfile, stage)) return;
    const call = stage.instructions
      .flatMap((instruction) => runCommands(instruction, dockerfile, stage))
      .find((one) => isCall(one, archived.tools, archived.verbs));
    if (!call) return;
    const bottom = bottomOf(stage);
    yield {
      at: call.programAt,
      message: message`${call.program} finds no packages: ${`${reference.name}:${tag}`} is ${archived.name}, which has left the mirrors.`,
      related: [{ at: bottom.base.at, message: message`This is the release.` }],
    };
  },
});

/** The stage brings its own list of mirrors, or rewrites the one of the image. */
function changesSources(dockerfile: Dockerfile, stage: Stage): boolean {
  return lineageOf(stage).some(({ instructions }) =>
    instructions.some((instruction) => {
      if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD')
        return /\/etc\/(?:apt|yum)/.test(instruction.rest.value) || /\/etc\/?$/.test(instruction.rest.value);
      return (
        runCommands(instruction, dockerfile, stage).some(mentionsSources) ||
        instruction.heredocs.some(({ body }) => /sources\.list|archive\.debian|vault\.centos|yum\.repos/.test(body.value))
      );
    }),
  );
}

function mentionsSources({ command }: RunCommand): boolean {
  return command.words.some(({ value }) => /sources\.list|archive\.debian|vault\.centos|yum\.repos|mirror/.test(value));
}
