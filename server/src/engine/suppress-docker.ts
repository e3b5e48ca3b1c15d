import type { Dockerfile, Instruction } from '../docker/dockerfile';
import { suggest } from '../schema/suggest';
import type { Located, Span } from '../text/span';

/** A comment by which hadolint or BuildKit is told to be silent. */
export interface DockerComment {
  readonly tool: 'hadolint' | 'buildkit';
  readonly at: Span;
  /** The text behind the equals sign. */
  readonly list: Located<string>;
  readonly names: readonly AskedName[];
  readonly where: Span;
  /** True for a name that no rule of the tool can have. */
  readonly misspelt: (name: string) => boolean;
}

/** A name in the list, and where in it. */
export interface AskedName extends Located<string> {
  readonly index: number;
  readonly length: number;
}

const HADOLINT = /^#[ \t]*hadolint[ \t]+(?:(global|stage)[ \t]+)?ignore[ \t]*=[ \t]*([\w:-]+(?:[ \t]*[,;][ \t]*[\w:-]+)*)/;
const BUILDKIT = /^#[ \t]*check[ \t]*=(?:.*;)?[ \t]*skip[ \t]*=[ \t]*([\w]+(?:[ \t]*,[ \t]*[\w]+)*)/;

/** BuildKit's checks (frontend/dockerfile/linter/ruleset.go, frontend 1.24). */
const CHECKS = [
  'StageNameCasing',
  'FromAsCasing',
  'NoEmptyContinuation',
  'ConsistentInstructionCasing',
  'DuplicateStageName',
  'ReservedStageName',
  'JSONArgsRecommended',
  'MaintainerDeprecated',
  'UndefinedArgInFrom',
  'WorkdirRelativePath',
  'UndefinedVar',
  'MultipleInstructionsDisallowed',
  'LegacyKeyValueFormat',
  'InvalidBaseImagePlatform',
  'RedundantTargetPlatform',
  'SecretsUsedInArgOrEnv',
  'InvalidDefaultArgInFrom',
  'FromPlatformFlagConstDisallowed',
  'CopyIgnoredFile',
  'InvalidDefinitionDescription',
  'ExposeProtoCasing',
  'ExposeInvalidFormat',
];

/** The comments of other tools in a Dockerfile. Later versions of them may know more rules, so only what cannot be a name is misspelt. */
export function* dockerComments(dockerfile: Dockerfile): Iterable<DockerComment> {
  const { file } = dockerfile;
  const whole: Span = { file, start: 0, end: dockerfile.text.length };
  for (const { value, at } of dockerfile.comments) {
    const hadolint = HADOLINT.exec(value);
    if (hadolint) {
      const below = instructionBelow(dockerfile, at.start);
      const where = hadolint[1] === 'global' ? whole : hadolint[1] === 'stage' ? stageAt(dockerfile, at.start) : below;
      // ShellCheck's rules are hadolint's too.
      yield comment('hadolint', at, hadolint, hadolint[2] as string, where, (name) => !/^(?:hadolint:)?(?:DL|SC)\d{4}$/i.test(name));
    }
    const check = BUILDKIT.exec(value);
    if (check) yield comment('buildkit', at, check, check[1] as string, instructionBelow(dockerfile, at.start), isNoCheck);
  }
  // The directive at the top holds for the file.
  for (const { name, at } of dockerfile.directives) {
    const check = name === 'check' ? BUILDKIT.exec(dockerfile.text.slice(at.start, at.end)) : null;
    if (check) yield comment('buildkit', at, check, check[1] as string, whole, isNoCheck);
  }
}

/** From a place in a Dockerfile to the end of the instruction below it, or of the one that it stands in. */
export function instructionBelow({ instructions, file, text }: Dockerfile, offset: number): Span {
  const below = instructions.find(({ at }) => at.end > offset);
  return { file, start: Math.min(offset, below?.at.start ?? offset), end: below?.at.end ?? text.length };
}

/** The stage whose FROM comes next, or else the one that a place lies in. */
function stageAt(dockerfile: Dockerfile, offset: number): Span {
  const { instructions, stages, file, text } = dockerfile;
  const next = instructions.find(({ at }) => at.start > offset);
  const from: Instruction | undefined = next?.keyword === 'FROM' ? next : stages.findLast((stage) => stage.from.at.start < offset)?.from;
  const index = stages.findIndex((stage) => stage.from === from);
  return { file, start: from?.at.start ?? offset, end: stages[index + 1]?.from.at.start ?? text.length };
}

function isNoCheck(name: string): boolean {
  return name !== 'all' && !CHECKS.some((check) => check.toLowerCase() === name.toLowerCase()) && suggest(name, CHECKS).length > 0;
}

function comment(tool: DockerComment['tool'], at: Span, match: RegExpExecArray, list: string, where: Span, misspelt: DockerComment['misspelt']): DockerComment {
  const start = at.start + match[0].length - list.length;
  const names = [...list.matchAll(/[\w:-]+/g)].map((one) => ({
    value: one[0],
    at: { file: at.file, start: start + one.index, end: start + one.index + one[0].length },
    index: one.index,
    length: one[0].length,
  }));
  return { tool, at, list: { value: list, at: { file: at.file, start, end: start + list.length } }, names, where, misspelt };
}
