import { replaceValue } from '../../fix/fields';
import { isClosed } from '../../model/chain-ports';
import { runningBuild } from '../../model/image-files';
import { startOf } from '../../model/image-start';
import { markOf, type Program } from '../../model/program';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'argument-unknown',
  summary: 'A program is given a flag that it does not define.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, image, container }) {
    if (!program || program.flags.length === 0 || !definesAllFlags(program)) return;
    const start = startOf(image, container);
    const landed = runningBuild(image, program.module.path?.value);
    if (!start || start.shell || start.program === undefined || start.program !== landed?.path) return;
    for (const { name, at } of flagsIn(start.words.slice(1), program)) {
      if (!at || name === 'h' || name === 'help' || program.flags.some((flag) => flag.name === name)) continue;
      const [near] = suggest(
        name,
        program.flags.map((flag) => flag.name),
      );
      const [first] = program.flags;
      const written = [...container.value.items('command'), ...container.value.items('args')].find(
        (value) => value.at.start === at.start && value.at.file === at.file,
      );
      const fix =
        near !== undefined && written?.words !== undefined
          ? { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, written.words.replace(name, near))] }
          : undefined;
      yield {
        at,
        message:
          near === undefined
            ? message`The program defines no flag ${name} and ends.`
            : message`The program defines no flag ${name} and ends; did you mean ${near}?`,
        related: first ? [{ at: program.flags.find((flag) => flag.name === near)?.at ?? first.at, message: message`Flags are defined here.` }] : [],
        ...(fix && { fix }),
      };
      // Behind the first one, the program reads nothing.
      return;
    }
  },
});

/** All flags are defined by the standard library's `flag`, with names that stand in the source. */
function definesAllFlags(program: Program): boolean {
  if (markOf(program, 'flags-unseen') || !isClosed(program)) return false;
  const others = /^(?:github\.com\/(?:spf13\/(?:pflag|cobra|viper)|urfave\/cli|alecthomas\/kingpin|jessevdk\/go-flags|golang\/glog)|k8s\.io\/klog|testing$)/;
  return program.flags.every(({ library }) => library === 'flag') && !program.sources.some(({ imports }) => imports.some(({ value }) => others.test(value)));
}

/** The flags of a command line, up to the first word that is none (package flag, parseOne). */
function* flagsIn(
  words: readonly { readonly value: string; readonly at: Span | undefined }[],
  program: Program,
): Iterable<{ name: string; at: Span | undefined }> {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as { value: string; at: Span | undefined };
    const match = /^--?([^-=][^=]*)(=[\s\S]*)?$/.exec(word.value);
    if (!match || word.value.includes('$')) return;
    const name = match[1] as string;
    yield { name, at: word.at };
    if (match[2] === undefined && program.flags.find((flag) => flag.name === name)?.isBoolean !== true) i++;
  }
}
