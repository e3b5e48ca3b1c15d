import { removeInstruction } from '../../fix/docker-lines';
import { insertBehind } from '../../fix/docker-words';
import { type RunCommand, runCommands } from '../../model/docker/run-commands';
import { isInFinalImage } from '../../model/docker/stage-facts';
import { buildImage } from '../../model/image';
import { message } from '../../text/message';
import { resolvePath } from '../../text/path';
import { type Fix, rule } from '../rule';
import { copiedPlaces, isAlone, isFile } from './copied-places';

export default rule({
  id: 'copied-files-stored-twice',
  summary: 'A RUN changes the owner or mode of copied files, and so stores them a second time.',
  severity: 'info',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }, project) {
    const changing = stage.instructions.flatMap((instruction) =>
      runCommands(instruction, dockerfile, stage).flatMap((call) => changeOf(call).map((change) => ({ ...change, call, instruction }))),
    );
    if (changing.length === 0 || !isInFinalImage(dockerfile, stage)) return;
    const image = buildImage(dockerfile, stage);
    const places = copiedPlaces(image);
    const workdirs = new Map(image.runs.map(({ instruction, workdir }) => [instruction, workdir]));
    for (const { call, instruction, flag, value, targets, recursive, ofProgram } of changing) {
      const workdir = workdirs.get(instruction);
      const found = targets.flatMap((target) => {
        const path = target.startsWith('/') ? resolvePath('', target) : workdir && resolvePath(workdir, target);
        const copied = path === undefined ? undefined : places.get(path)?.findLast(({ copy }) => copy.instruction.at.start < instruction.at.start);
        if (!copied || copied.copy.instruction.flags.some(({ name }) => name === flag)) return [];
        return recursive || isFile(copied, ofProgram, project.contextOf(dockerfile)) ? [copied] : [];
      });
      const [first] = found;
      if (!first) continue;
      const { copy } = first;
      // The RUN can go only where it is about this COPY alone, and about all that it brings.
      const canGo = targets.length === 1 && first.isAll && isAlone(instruction, copy, image) && (!recursive || first.isSole());
      const fix: Fix[] =
        canGo && value !== undefined
          ? [
              {
                title: message`Use ${`--${flag}=${value}`}`,
                safe: false,
                edits: [insertBehind(copy.instruction.keywordAt, ` --${flag}=${value}`), removeInstruction(dockerfile, instruction)],
              },
            ]
          : [];
      const remedy = `${copy.instruction.keyword} --${flag}`;
      yield {
        at: call.programAt,
        message:
          flag === 'chown'
            ? message`Changing the owner stores each file again in a layer of its own; ${remedy} gives it at once.`
            : message`Changing the mode stores each file again in a layer of its own; ${remedy} gives it at once.`,
        related: [{ at: copy.instruction.keywordAt, message: message`The files are copied here.` }],
        fix,
      };
    }
  },
});

interface Change {
  readonly flag: 'chown' | 'chmod';
  /** What the flag would have to say; undefined where that is not certain. */
  readonly value: string | undefined;
  readonly targets: readonly string[];
  readonly recursive: boolean;
  /** It lets something be run, which nobody does to a folder without `-R`. */
  readonly ofProgram: boolean;
}

/** What a command changes; nothing where a flag of COPY cannot do the same. */
function changeOf({ program, operands, options, command }: RunCommand): readonly Change[] {
  const [first, ...rest] = operands;
  if (
    !first ||
    first.expands ||
    command.nested ||
    options.some(({ value }) => !/^-[Rvfch]+$|^--(?:recursive|verbose|silent|quiet|changes|no-dereference)$/.test(value))
  )
    return [];
  const recursive = options.some(({ value }) => /^-\w*R|^--recursive$/.test(value));
  const targets = rest.flatMap(({ value, expands }) => (expands ? [] : [value]));
  if (program === 'chown')
    return [{ flag: 'chown', value: /^[\w-]+(?::[\w-]+)?$/.test(first.value) ? first.value : undefined, targets, recursive, ofProgram: false }];
  if (program === 'chgrp') return [{ flag: 'chown', value: undefined, targets, recursive, ofProgram: false }];
  const isNumber = /^[0-7]{3,4}$/.test(first.value);
  // Other letters depend on the mode that each file has.
  if (program !== 'chmod' || !(isNumber || /^(?:u?g?o?|a)\+r?x$/.test(first.value))) return [];
  const forAll = /^(?:a|ugo)?\+r?x$/.test(first.value) && !recursive;
  return [{ flag: 'chmod', value: isNumber ? first.value : forAll ? '755' : undefined, targets, recursive, ofProgram: !isNumber }];
}
