import type { Dockerfile, Instruction, Stage } from '../../docker/dockerfile';
import { insertLinesAbove } from '../../fix/docker-lines';
import { baseImageOf, declarationOf, declarationsIn, PLATFORM_ARGUMENT_NAMES } from '../../model/docker/stage-facts';
import { shellVariablesOf, variablesOf } from '../../model/docker/variable-uses';
import { type Message, message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'argument-out-of-scope',
  summary: 'A stage uses an argument that is declared only outside of it.',
  severity: 'warning',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const seen = new Set<string>();
    for (const instruction of stage.instructions) {
      const uses = instruction.keyword === 'RUN' ? shellVariablesOf(instruction, dockerfile) : variablesOf(instruction, dockerfile);
      for (const { name, modifier, at } of uses) {
        // `${X:-y}` and the like are made for variables that may be missing.
        if (seen.has(name) || modifier !== '' || declarationOf(stage, name, instruction.at.start) || mayComeFromBase(stage, name)) continue;
        const where = declaredElsewhere(dockerfile, stage, name, instruction);
        if (!where) continue;
        seen.add(name);
        const line = `ARG ${name}`;
        yield {
          at,
          message: where.message,
          ...(where.at && { related: [{ at: where.at, message: message`It is declared here.` }] }),
          ...(where.isArgument && {
            fix: { title: message`Declare ${name} in this stage`, safe: false, edits: [insertLinesAbove(dockerfile, instruction, [line])] },
          }),
        };
      }
    }
  },
});

interface Elsewhere {
  readonly message: Message;
  readonly at: Span | undefined;
  readonly isArgument: boolean;
}

function declaredElsewhere(dockerfile: Dockerfile, stage: Stage, name: string, user: Instruction): Elsewhere | undefined {
  const shared = dockerfile.globalArguments.find((argument) => argument.name.value === name);
  if (shared)
    return {
      message: message`${name} is declared above FROM and reaches a stage only through an ARG of its own; here it is empty.`,
      at: shared.name.at,
      isArgument: true,
    };
  if (PLATFORM_ARGUMENT_NAMES.includes(name)) {
    return { message: message`${name} reaches a stage only through an ARG of its own; here it is empty.`, at: undefined, isArgument: true };
  }
  const later = declarationsIn(stage).get(name)?.[0];
  // Set and used by one ENV: `env-self-reference` says so.
  if (later?.instruction === user && user.keyword === 'ENV') return undefined;
  if (later) return { message: message`${name} is declared further down, so here it is still empty.`, at: placeOf(later.instruction, name), isArgument: false };
  // A shell may well ask whether something is set, and a base that is not known may set it.
  if (user.keyword === 'RUN' && !baseImageOf(stage)?.environment) return undefined;
  const other = dockerfile.stages.map((one) => declarationsIn(one).get(name)?.[0]).find((one) => one !== undefined);
  return (
    other && {
      message: message`${name} is declared in another stage and is empty in this one.`,
      at: placeOf(other.instruction, name),
      isArgument: other.kind === 'ARG',
    }
  );
}

function placeOf({ assignments, at }: Instruction, name: string): Span {
  return assignments.find((one) => one.name.value === name)?.name.at ?? at;
}

/** Images set variables of their own, most of them the version of what they hold. */
function mayComeFromBase(stage: Stage, name: string): boolean {
  const environment = baseImageOf(stage)?.environment;
  if (environment) return environment.has(name);
  return !PLATFORM_ARGUMENT_NAMES.includes(name) && /^(?:PATH|HOME|USER|LANG|HOSTNAME|PWD|SHELL|TZ|.*_?VERSION|.*_HOME)$/.test(name);
}
