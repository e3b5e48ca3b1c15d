import { replaceValue } from '../../fix/fields';
import { markOf, type Program } from '../../model/program';
import { isTemplated } from '../../model/templated';
import { slipsBetween } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'variable-misspelled',
  summary: 'A container sets a variable that its program does not read, one letter away from one that it reads and nobody sets.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container, unknownEnvironment }) {
    // With `envFrom` the variable that is read may well be set.
    if (!program || unknownEnvironment.has('*') || readsUnseen(program)) return;
    const given = new Set(container.environment.flatMap(({ name }) => name?.value ?? []));
    const isRead = (name: string) => program.environment.some(({ key, other }) => key === name || other === name || name.endsWith(`_${key}`));
    for (const { name, item } of container.environment) {
      const written = item.get('name');
      if (!name || !written || isTemplated(name.value) || isRead(name.value)) continue;
      const meant = program.environment.find(({ key }) => !given.has(key) && isSlip(name.value, key));
      if (!meant) continue;
      yield {
        at: name.at,
        message: message`The program reads no variable ${name.value}; did you mean ${meant.key}?`,
        related: [{ at: meant.at, message: message`It is read here.` }],
        slip: true,
        fix: { title: message`Rename to ${meant.key}`, safe: false, edits: [replaceValue(written, meant.key)] },
      };
    }
  },
});

/** Names that the source does not show in full: what is set may be one of them. */
function readsUnseen(program: Program): boolean {
  return (['automatic-environment', 'environment-names', 'options-unclear'] as const).some((mark) => markOf(program, mark) !== undefined);
}

/** `DB_URL` and `DB_URI`, `HOST` and `HOSTS`, `DB1` and `DB2` are neighbours and no slips; what is short may be anything. */
function isSlip(written: string, key: string): boolean {
  if (key.length < 6 || slipsBetween(written, key) !== 1) return false;
  const differ = written.replace(/\d/g, '') !== key.replace(/\d/g, '');
  return differ && written.slice(0, -1) !== key.slice(0, -1) && written !== key.slice(0, -1) && written.slice(0, -1) !== key;
}
