import type { UnknownField } from '../../schema/check';
import { slipsBetween, suggest } from '../../schema/suggest';
import { table } from '../../text/table';

/** What people who know Compose, Docker or kubectl write, and what Kubernetes calls it. */
const OTHER_WORDS: Readonly<Record<string, string>> = table({
  cmd: 'command',
  containerport: 'targetPort',
  entrypoint: 'command',
  enviroment: 'env',
  environment: 'env',
  meta: 'metadata',
  pvc: 'persistentVolumeClaim',
  restart: 'restartPolicy',
  strategy: 'updateStrategy',
  stratagy: 'strategy',
  updatestrategy: 'strategy',
});

/** What people leave off: `initialDelay` for `initialDelaySeconds`. */
const ENDINGS = ['Seconds', 'Name', 'Policy'];

/** The field that is written differently only in case, hyphens or underscores, or is one slip away. */
export function sameWord(finding: UnknownField): string | undefined {
  const { name } = finding;
  const free = freeFields(finding);
  const other = OTHER_WORDS[name.toLowerCase()];
  if (other !== undefined && free.includes(other)) return other;
  // `secret: { name: … }` is `secretName`, and there is but one name that it could be.
  const names = name === 'name' ? free.filter((field) => field.endsWith('Name')) : [];
  if (names.length === 1) return names[0];
  const longer = ENDINGS.map((ending) => name + ending).find((field) => free.includes(field));
  if (longer !== undefined) return longer;
  const letters = (word: string) => word.toLowerCase().replace(/[-_ ]/g, '');
  const [near] = suggest(name, free);
  return free.find((field) => letters(field) === letters(name)) ?? (near !== undefined && name.length > 3 && slipsBetween(name, near) === 1 ? near : undefined);
}

/** The field whose name is nearest. */
export function nearWord(finding: UnknownField): string | undefined {
  return suggest(finding.name, freeFields(finding))[0];
}

/** A field that stands there already cannot be what was meant. */
function freeFields({ value, definition }: UnknownField): string[] {
  return [...definition.fields.keys()].filter((field) => !value.get(field));
}
