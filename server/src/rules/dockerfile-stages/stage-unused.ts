import type { Dockerfile, Stage } from '../../docker/dockerfile';
import { stageReferences } from '../../model/docker/stage-facts';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Names that stages have which are built by themselves, with `--target`. */
const TARGET =
  /^(?:(?:.*[-_.])?(?:test|tests|unit|e2e|lint|dev|devel|develop|development|debug|debugger|local|ci|docs?|check|coverage|vendor|tools?|envs?|devcontainer|export|artifacts?|binary|binaries|release|prod|production|staging|runtime|runner|final|image|distro|deploy|target|all|default|cross|validate|bench|migrate|migrations|worker|seed)(?:[-_.].*)?)$/;

export default rule({
  id: 'stage-unused',
  summary: 'Nothing uses a stage, and it is not the last.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }) {
    const { stages } = dockerfile;
    if (stages.length < 2 || takesVariables(dockerfile)) return;
    // What a target of its own is made from is used by it.
    const targets = stages.filter(({ name }, index) => index === stages.length - 1 || (name && TARGET.test(name.value)));
    const used = needs(dockerfile, targets);
    for (const stage of stages) {
      const { name, base } = stage;
      if (used.has(stage) || (name && isMeant(dockerfile, name.value))) continue;
      yield {
        at: name?.at ?? base.at,
        message: name
          ? message`The image is made without the stage ${name.value}, unless it is asked for with --target.`
          : message`No stage takes anything from this one, and it has no name to ask for.`,
        tag: 'unnecessary',
      };
    }
  },
});

/** Something asks for a stage of nearly this name: that is what must be said. */
function isMeant(dockerfile: Dockerfile, name: string): boolean {
  return stageReferences(dockerfile).some((one) => !one.target && one.kind !== 'from' && suggest(one.name.value, [name]).length > 0);
}

/** The stages that some stages are made from, they themselves among them. */
function needs(dockerfile: Dockerfile, stages: readonly Stage[]): ReadonlySet<Stage> {
  const taken = new Map<Stage, Stage[]>();
  for (const { stage, target } of stageReferences(dockerfile)) {
    if (!target) continue;
    const list = taken.get(stage);
    if (list) list.push(target);
    else taken.set(stage, [target]);
  }
  const found = new Set<Stage>();
  const open = [...stages];
  for (let one = open.pop(); one; one = open.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    open.push(...(taken.get(one) ?? []));
  }
  return found;
}

/** A stage chosen by an argument may be any: `FROM build-${VARIANT}`. */
function takesVariables({ stages }: Dockerfile): boolean {
  return stages.some(
    ({ base, instructions }) => base.value.includes('$') || instructions.some(({ flags }) => flags.some(({ value }) => value?.value.includes('$'))),
  );
}
