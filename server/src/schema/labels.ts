import { type Message, message } from '../text/message';
import { nameFault, repairName } from './names';

// The grammar of labels and annotations: apimachinery/pkg/util/validation/validation.go, IsQualifiedName and
// IsValidLabelValue.

const LONGEST = 63;

/** What is wrong with the value of a label, to be put behind it in a sentence. */
export function labelValueFault(value: string): Message | undefined {
  return value === '' ? undefined : partFault(value);
}

/** What is wrong with the key of a label or annotation: an optional host name, a slash, and a name. */
export function labelKeyFault(key: string): Message | undefined {
  const parts = key.split('/');
  if (parts.length > 2) return message`holds more than one slash`;
  const name = parts.at(-1) as string;
  const prefix = parts.length === 2 ? (parts[0] as string) : undefined;
  if (prefix !== undefined) {
    const fault = nameFault(prefix, 'subdomain');
    if (fault) return message`has the prefix ${prefix}, which ${fault}`;
  }
  return name === '' ? message`has no name` : partFault(name);
}

/** A legal value close to one that is not; undefined where it would have to be cut. */
export function repairLabelValue(value: string): string | undefined {
  const repaired = value
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, (wrong) => (wrong === '+' ? '_' : '-'))
    .replace(/^[._-]+|[._-]+$/g, '');
  return repaired !== '' && repaired !== value && partFault(repaired) === undefined ? repaired : undefined;
}

export function repairLabelKey(key: string): string | undefined {
  // `example.com/team/name`: what stands behind the host is one name.
  const slash = key.indexOf('/');
  const written = slash < 0 ? undefined : key.slice(0, slash);
  const prefix = written === undefined || nameFault(written, 'subdomain') === undefined ? written : repairName(written, 'subdomain');
  const own = key.slice(slash + 1).replaceAll('/', '-');
  const name = partFault(own) === undefined ? own : repairLabelValue(own);
  if (name === undefined || name === '' || (written !== undefined && prefix === undefined)) return undefined;
  const repaired = prefix === undefined ? name : `${prefix}/${name}`;
  return repaired !== key && labelKeyFault(repaired) === undefined ? repaired : undefined;
}

function partFault(part: string): Message | undefined {
  if (part.length > LONGEST) return message`has ${part.length} characters, but at most ${LONGEST} are allowed`;
  const wrong = /[^A-Za-z0-9._-]/u.exec(part)?.[0];
  if (wrong !== undefined) return message`holds ${wrong}, but only ${message`letters, digits, hyphens, underscores and dots`} are allowed`;
  return /^[A-Za-z0-9](?:.*[A-Za-z0-9])?$/.test(part) ? undefined : message`must begin and end with a letter or digit`;
}
