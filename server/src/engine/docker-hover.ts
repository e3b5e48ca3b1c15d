import type { Dockerfile, Instruction } from '../docker/dockerfile';
import type { BaseImage } from '../model/base-images';
import { FLAGS } from '../model/docker/grammar';
import { baseImageOf, baseReferenceOf } from '../model/docker/stage-facts';
import { type Message, message } from '../text/message';
import type { Span } from '../text/span';
import { table } from '../text/table';
import { flagHover } from './docker-flag-hover';

/** What to say of a place in a Dockerfile: a sentence, and facts without grammar. */
export interface DockerHover {
  readonly at: Span;
  readonly said: Message | undefined;
  /** Markdown. */
  readonly facts: string | undefined;
}

/** What each instruction does. */
export const MEANINGS: Readonly<Record<string, Message>> = table({
  FROM: message`Begins a stage on an image, on an earlier stage, or on nothing (scratch).`,
  RUN: message`Runs a command while the image is built and keeps the files that it changes.`,
  CMD: message`Says what a container starts, or the arguments of ENTRYPOINT. A manifest replaces it with args.`,
  ENTRYPOINT: message`Says what a container starts; CMD follows as its arguments. A manifest replaces it with command.`,
  COPY: message`Copies files from the build context, or with --from from a stage or image.`,
  ADD: message`Copies files like COPY, and also fetches addresses, clones repositories and unpacks archives.`,
  ENV: message`Sets variables for the instructions that follow and for every container.`,
  ARG: message`Declares a variable of the build, which --build-arg may set. Containers do not have it.`,
  LABEL: message`Stores facts about the image that tools read.`,
  EXPOSE: message`Tells on which ports the program listens. It opens none.`,
  WORKDIR: message`Makes a folder and works in it from here on, in containers too.`,
  USER: message`Says as whom the following instructions and the containers run. Kubernetes can only check a number.`,
  VOLUME: message`Marks a folder whose files do not belong to the image. Kubernetes gives it no storage that lasts.`,
  STOPSIGNAL: message`Says by which signal a container is asked to stop; SIGTERM if it is not there.`,
  HEALTHCHECK: message`Says how Docker checks a container. Kubernetes does not read it; probes do this there.`,
  SHELL: message`Chooses the shell for RUN, CMD and ENTRYPOINT that are written without brackets.`,
  ONBUILD: message`Stores an instruction for the builds that begin on this image.`,
  MAINTAINER: message`Names the author of the image. Deprecated: use a LABEL.`,
});

/** What is known of the instruction, flag or base image at a place. */
export function dockerHover(dockerfile: Dockerfile, offset: number): DockerHover | undefined {
  const isIn = ({ start, end }: Span) => start <= offset && offset <= end;
  const stage = dockerfile.stages.find(({ base }) => isIn(base.at));
  if (stage && !stage.baseStage) {
    const facts = baseImageOf(stage);
    const reference = baseReferenceOf(stage);
    const name = reference === 'scratch' ? 'scratch' : (reference && stage.baseName) || stage.base.value;
    return facts && { at: stage.base.at, said: undefined, facts: `**${name}**\n\n${describeBase(facts)}` };
  }
  const instructions = dockerfile.instructions.flatMap((one) => (one.trigger ? [one, one.trigger] : [one]));
  const flagged = instructions.find(({ flags }) => flags.some(({ at }) => isIn(at)));
  const flag = flagged && flagHover(flagged, offset);
  if (flag) return { ...flag, facts: undefined };
  const instruction = instructions.find(({ keywordAt }) => isIn(keywordAt));
  const said = instruction && MEANINGS[instruction.keyword];
  return said && { at: instruction.keywordAt, said, facts: flagsOf(instruction) };
}

/** What an image holds, as a list that reads alike in every language. */
export function describeBase({ libc, glibc, shell, caCertificates, timeZones, tmp, user, workdir }: BaseImage): string {
  const sign = (value: boolean | undefined) => (value === undefined ? '?' : value ? '✓' : '✗');
  const library = libc === undefined ? '?' : libc === 'none' ? '✗' : `${libc}${glibc === undefined ? '' : ` 2.${glibc}`}`;
  return [
    `- libc ${library}`,
    `- \`sh\` ${sign(shell)}`,
    `- \`ca-certificates\` ${sign(caCertificates)}`,
    `- \`tzdata\` ${sign(timeZones)}`,
    `- \`/tmp\` ${sign(tmp)}`,
    `- \`USER\` ${user === undefined ? '?' : user === '' ? 'root' : user}`,
    ...(workdir === undefined ? [] : [`- \`WORKDIR\` ${workdir}`]),
  ].join('\n');
}

function flagsOf({ keyword }: Instruction): string | undefined {
  const flags = Object.keys(FLAGS[keyword] ?? {});
  return flags.length === 0 ? undefined : flags.map((flag) => `\`--${flag}\``).join(' ');
}
