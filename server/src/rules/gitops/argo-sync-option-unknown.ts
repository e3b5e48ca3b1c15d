import { replaceValue } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

/** argo-cd.readthedocs.io, Sync Options: each name with the values it takes. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = table({
  ApplyOutOfSyncOnly: ['true', 'false'],
  ClientSideApplyMigration: ['true', 'false'],
  CreateNamespace: ['true', 'false'],
  Delete: ['false', 'confirm', 'true'],
  DisableClientSideApplyMigration: ['true', 'false'],
  FailOnSharedResource: ['true', 'false'],
  Force: ['true', 'false'],
  Prune: ['false', 'confirm', 'true'],
  PruneLast: ['true', 'false'],
  PrunePropagationPolicy: ['foreground', 'background', 'orphan'],
  Replace: ['true', 'false'],
  RespectIgnoreDifferences: ['true', 'false'],
  ServerSideApply: ['true', 'false'],
  SkipDryRunOnMissingResource: ['true', 'false'],
  Validate: ['true', 'false'],
});

const ANNOTATION = 'argocd.argoproj.io/sync-options';

export default rule({
  id: 'argo-sync-option-unknown',
  summary: 'Argo CD is given a sync option that it does not know.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    for (const item of options(object)) {
      const text = item.string();
      if (text && !isTemplated(text.value)) yield* judge(item, text.value);
      else if (item.kind === 'map' || item.kind === 'boolean')
        yield {
          at: item.headAt,
          covers: ['value-type-wrong'],
          message: message`A sync option is a text such as ${'CreateNamespace=true'}.`,
          ...asText(item),
        };
    }
    const annotation = object.value.get('metadata', 'annotations', ANNOTATION);
    const words = annotation?.string()?.value;
    if (!annotation || words === undefined || isTemplated(words)) return;
    for (const option of words.split(',')) {
      const [finding] = judge(annotation, option.trim());
      if (finding) yield { at: finding.at, message: finding.message };
    }
  },
});

/** `- CreateNamespace: true` is the pair that is meant, with a colon in the place of the equals sign. */
function asText(item: Value): { fix?: Fix } {
  const [field, ...others] = item.fields();
  const words = field?.value.words;
  if (!field || words === undefined || others.length > 0 || !OPTIONS[field.name]) return {};
  const text = `${field.name}=${words}`;
  return { fix: { title: message`Use ${text}`, safe: false, edits: [replaceValue(item, text)] } };
}

function options({ kind, group, value }: KubeObject): readonly Value[] {
  if (group !== 'argoproj.io') return [];
  if (kind.value === 'Application') return value.items('spec', 'syncPolicy', 'syncOptions');
  return kind.value === 'ApplicationSet' ? value.items('spec', 'template', 'spec', 'syncPolicy', 'syncOptions') : [];
}

function* judge(value: Value, option: string): Iterable<Finding> {
  const [name = '', setting] = option.split('=');
  const { at } = value;
  const known = OPTIONS[name];
  const use = (text: string) => ({ title: message`Use ${text}`, safe: false, edits: [replaceValue(value, text)] });
  if (!known) {
    const [near] = suggest(name, Object.keys(OPTIONS));
    yield { at, message: message`Argo CD knows no sync option ${name}.`, ...(near !== undefined && { fix: use(`${near}=${setting ?? 'true'}`) }) };
  } else if (setting === undefined || !known.includes(setting)) {
    const [first = 'true'] = known;
    yield { at, message: message`The sync option ${name} takes ${known}.`, ...(setting === undefined && { fix: use(`${name}=${first}`) }) };
  }
}
