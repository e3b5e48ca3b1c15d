import type { Assignment, Dockerfile, Instruction, Stage } from '../../docker/dockerfile';

/** What a build is told beside its Dockerfile. */
export interface Manner {
  /** The stage whose image is made; undefined for the last. */
  readonly target: string | undefined;
  /** `--build-arg NAME=value`, as far as the values are known. */
  readonly arguments: ReadonlyMap<string, string>;
}

export const PLAIN: Manner = { target: undefined, arguments: new Map() };

export function keyOf({ target, arguments: given }: Manner): string {
  return JSON.stringify([target ?? '', ...[...given].sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** The stage that is built; undefined where there is none of that name. */
export function stageFor({ stages }: Dockerfile, target: string | undefined): Stage | undefined {
  if (target === undefined) return stages.at(-1);
  return stages.find(({ name }) => name?.value === target.toLowerCase()) ?? (/^\d+$/.test(target) ? stages[Number(target)] : undefined);
}

/** A stage that is called like an image, starts something, and is no part of another: nobody says so, but it is meant. */
export function stageNamed({ stages }: Dockerfile, image: string): string | undefined {
  const stage = stages.find(({ name }) => name?.value === image.toLowerCase());
  if (!stage || stage === stages.at(-1) || !stage.instructions.some(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD')) return undefined;
  const isUsed = stages.some(
    (one) =>
      one.baseStage === stage ||
      one.instructions.some(({ flags }) => flags.some(({ name, value }) => name === 'from' && value?.value.toLowerCase() === stage.name?.value)),
  );
  return isUsed ? undefined : stage.name?.value;
}

/** The Dockerfile with arguments for its defaults. FROM lines are read already and stay as they are. */
export function withArguments(dockerfile: Dockerfile, given: ReadonlyMap<string, string>): Dockerfile {
  if (given.size === 0) return dockerfile;
  const assign = (one: Assignment): Assignment => {
    const value = given.get(one.name.value);
    return value === undefined ? one : { ...one, value: { ...(one.value ?? { at: one.name.at }), value, source: value } };
  };
  const known = new Map<Instruction, Instruction>();
  const change = (one: Instruction): Instruction => {
    const made = known.get(one) ?? (one.keyword === 'ARG' ? { ...one, assignments: one.assignments.map(assign) } : one);
    known.set(one, made);
    return made;
  };
  const stages = new Map<Stage, Stage>();
  for (const stage of dockerfile.stages)
    stages.set(stage, { ...stage, instructions: stage.instructions.map(change), baseStage: stage.baseStage && stages.get(stage.baseStage) });
  return {
    ...dockerfile,
    instructions: dockerfile.instructions.map(change),
    stages: [...stages.values()],
    globalArguments: dockerfile.globalArguments.map(assign),
  };
}
