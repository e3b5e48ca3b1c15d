import { setField } from '../fix/fields';
import { scalarText } from '../fix/write-yaml';
import { type KubernetesRange, showRange } from '../model/kubernetes-range';
import type { Edit } from '../text/edit';
import { message, render, type Translate } from '../text/message';
import { readYaml } from '../yaml/read';
import { Value } from '../yaml/value';
import type { Settings } from './settings';

/** The edits that state a range of versions in a `.seaworthy.yaml`. */
export function setKubernetes(file: string, text: string, range: KubernetesRange): Edit[] {
  const document = readYaml(file, text).documents.find(({ root }) => root !== undefined);
  const root = document && Value.root(document);
  if (root?.kind === 'map') return setField(root, ['kubernetes'], showRange(range));
  const lead = text === '' || text.endsWith('\n') ? '' : '\n';
  return [{ at: { file, start: text.length, end: text.length }, text: `${lead}kubernetes: ${quoteSingle(range)}\n` }];
}

/** The edits that state in a `.seaworthy.yaml` from which Dockerfile an image is built; the path is seen from the file's folder. */
export function setImage(file: string, text: string, image: string, dockerfile: string): Edit[] {
  const document = readYaml(file, text).documents.find(({ root }) => root !== undefined);
  const root = document && Value.root(document);
  if (root?.kind === 'map') return setField(root, ['images', image], dockerfile);
  const lead = text === '' || text.endsWith('\n') ? '' : '\n';
  return [{ at: { file, start: text.length, end: text.length }, text: `${lead}images:\n  ${scalarText(image)}: ${scalarText(dockerfile)}\n` }];
}

/** The text of a new `.seaworthy.yaml` that states what holds anyway, and shows what else can be said. */
export function newSettings({ kubernetes, profile }: Pick<Settings, 'kubernetes' | 'profile'>, translate: Translate | undefined): string {
  const say = (said: ReturnType<typeof message>) => `# ${render(said, translate)}`;
  return [
    say(message`Settings of Seaworthy for this folder and everything below it.`),
    `kubernetes: ${quoteSingle(kubernetes)}`,
    `profile: ${profile}`,
    '',
    say(message`Rules by their ids: off, hint, info, warning, error, or on for the rule's own severity.`),
    '# rules:',
    '#   probe-port-unknown: warning',
    '',
    say(message`Files that are not checked.`),
    '# ignore:',
    '#   - vendor/**',
    '',
    say(message`Objects that exist in the cluster and in no file.`),
    '# external:',
    '#   - Secret/registry-credentials',
    '',
  ].join('\n');
}

/** `1.30` without quotes would be the number 1.3. */
function quoteSingle(range: KubernetesRange): string {
  return range.from === range.to ? `"${showRange(range)}"` : showRange(range);
}
