import { allDeclaredNames, baseImageOf, declaredNames, PLATFORM_ARGUMENT_NAMES, PREDEFINED_ARGUMENTS } from '../../model/docker/stage-facts';
import { variablesOf } from '../../model/docker/variable-uses';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'variable-undefined',
  summary: 'An instruction uses a variable that nothing sets.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['buildkit:UndefinedVar'],
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    if (!stage) return;
    const environment = baseImageOf(stage)?.environment;
    const declared = allDeclaredNames(dockerfile);
    for (const { name, modifier, at } of variablesOf(instruction, dockerfile)) {
      // What is declared in another place is the matter of `argument-out-of-scope`.
      if (modifier !== '' || name === 'PATH' || !/^[A-Za-z_]/.test(name) || declared.has(name) || environment?.has(name) || GIVEN.has(name)) continue;
      const near = suggest(name, new Set([...declaredNames(stage, instruction.at.start), ...(environment?.keys() ?? [])]));
      // A base image that is not known may set it, but hardly under a name that is nearly one of ours.
      if (!environment && near.length === 0) continue;
      const written = dockerfile.text.slice(at.start, at.end);
      const fix = near.map(
        (other): Fix => ({ title: message`Replace it with ${other}`, safe: false, edits: [{ at, text: written.replace(name, () => other) }] }),
      );
      // Without a name the image runs as root, which is the same fault.
      const covers = instruction.keyword === 'USER' ? { covers: ['user-root'] } : {};
      yield { at, message: message`No ARG or ENV above sets ${name}, so it is empty here.`, fix, ...covers };
    }
  },
});

/** What every build knows. */
const GIVEN = new Set([...PLATFORM_ARGUMENT_NAMES, ...PREDEFINED_ARGUMENTS]);
