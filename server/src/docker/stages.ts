import type { Located } from '../text/span';
import type { Assignment, Instruction, Stage } from './dockerfile';
import { expand } from './expand';

/** Predefined platform ARGs of BuildKit: usable in FROM without a declaration, unknown to us. */
export const PLATFORM_ARGUMENTS: readonly string[] = [
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETARCH',
  'TARGETVARIANT',
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETSTAGE',
];

/** Groups instructions by stage and finds what each stage builds on. */
export function readStages(instructions: readonly Instruction[], escape: string): { stages: Stage[]; globalArguments: Assignment[] } {
  const globalArguments: Assignment[] = [];
  const variables = new Map<string, string | undefined>(PLATFORM_ARGUMENTS.map((name) => [name, undefined]));
  const stages: Stage[] = [];
  const named = new Map<string, Stage>();
  let below: Instruction[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      below = [];
      const stage = readStage(instruction, stages.length, named, variables, escape, below);
      stages.push(stage);
      if (stage.name) named.set(stage.name.value, stage);
    } else if (stages.length > 0) {
      below.push(instruction);
    } else if (instruction.keyword === 'ARG') {
      globalArguments.push(...instruction.assignments);
      for (const { name, value } of instruction.assignments) variables.set(name.value, value && expand(value.value, variables, escape));
    }
  }
  return { stages, globalArguments };
}

function readStage(
  from: Instruction,
  index: number,
  named: ReadonlyMap<string, Stage>,
  variables: ReadonlyMap<string, string | undefined>,
  escape: string,
  instructions: readonly Instruction[],
): Stage {
  const [image, as, alias] = from.words;
  const base: Located<string> = image ? { value: image.value, at: image.at } : { value: '', at: from.keywordAt };
  // What follows an image and is neither AS nor a comment leaves open which of the words is the image: Docker refuses the line.
  const isClear = !as || as.value.toLowerCase() === 'as' || as.value.startsWith('#');
  const baseName = isClear ? expand(base.value, variables, escape) : undefined;
  const name = as?.value.toLowerCase() === 'as' && alias ? { value: alias.value.toLowerCase(), at: alias.at } : undefined;
  return {
    index,
    name,
    from,
    base,
    baseName,
    // The latest stage of that name counts. FROM compares exactly: `FROM Build` does not mean the stage `build`
    // (BuildKit, dispatchStates.addState), while `COPY --from=Build` does.
    baseStage: baseName === undefined ? undefined : named.get(baseName),
    platform: from.flags.find((flag) => flag.name === 'platform')?.value,
    instructions,
  };
}
