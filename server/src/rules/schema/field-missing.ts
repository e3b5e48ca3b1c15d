import { insertField, removeItem } from '../../fix/fields';
import type { Data } from '../../fix/write-yaml';
import { Raw } from '../../fix/write-yaml';
import { dashOf } from '../../fix/yaml-text';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import type { MissingField, SchemaFinding } from '../../schema/check';
import { Hole, type Skeleton, skeletonOf } from '../../schema/skeleton';
import { message } from '../../text/message';
import { folderOf } from '../../text/path';
import { type Finding, type Fix, rule } from '../rule';
import { explainUnknown } from './explain-unknown';
import { findingsOf, holderName, schemaOf, weigh } from './object-findings';

export default rule({
  id: 'field-missing',
  summary: 'A field that must be there is missing.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:schema-validation', 'monokle:K8S001'],
  scope: 'object',

  *check(object, project) {
    const findings = findingsOf(object, project);
    if (schemaOf(object, project)?.opinion?.asks === false) return;
    for (const finding of findings) {
      if (finding.kind !== 'missing-field' || isMisspelt(finding, findings, object, project) || (finding.name === 'selector' && addsSelectors(object, project)))
        continue;
      const { value, name } = finding;
      const fix = insertSkeleton(finding);
      const said = message`${holderName(object, value)} lacks ${name}, which it must have.`;
      yield weigh({ at: placeOf(object, finding), message: said, ...(fix && { fix }) }, finding, object, project);
    }
  },
});

/** What is there once a field that `field-unknown` reports has its right name or place is not missing. */
function isMisspelt({ value, name }: MissingField, findings: readonly SchemaFinding[], object: KubeObject, project: Project): boolean {
  return findings.some(
    (other) => other.kind === 'unknown-field' && other.value.node === value.node && explainUnknown(other, object, project).brings?.includes(name),
  );
}

/** A kustomization beside the file writes its labels into selectors, and makes those that are missing. */
function addsSelectors({ file }: KubeObject, project: Project): boolean {
  const beside = project.documentsOf('kustomization').filter((document) => folderOf(document.file) === folderOf(file));
  return beside.some(({ root }) => root?.given('commonLabels') || root?.items('labels').some((item) => item.boolean('includeSelectors')?.value));
}

/** The key of the mapping that lacks it; for an item of a list its first key, for the object its kind. */
function placeOf(object: KubeObject, { value }: MissingField): Finding['at'] {
  const { parent, index, node, document } = value;
  if (parent?.node.kind === 'list' && !parent.node.flow && index !== undefined && node.start === node.end) {
    const dash = dashOf(parent, index);
    return document.span(dash, dash + 1);
  }
  return value.node === object.value.node ? object.kind.at : value.keyAt;
}

function insertSkeleton({ value, name, definition }: MissingField): Fix | undefined {
  // A dash with nothing behind it.
  if (value.kind === 'null' && value.index !== undefined) return { title: message`Remove the empty item`, safe: false, edits: [removeItem(value)] };
  const field = definition.fields.get(name);
  if (!field || value.kind !== 'map') return undefined;
  let holes = 0;
  const toData = (skeleton: Skeleton): Data => {
    if (skeleton instanceof Hole) return new Raw(placeholder(++holes, skeleton));
    if (Array.isArray(skeleton)) return skeleton.map((item: Skeleton) => toData(item));
    return Object.fromEntries(Object.entries(skeleton).map(([key, inner]) => [key, toData(inner)]));
  };
  const data = name === 'selector' ? (selectorOf(value) ?? toData(skeletonOf(field, definition))) : toData(skeletonOf(field, definition));
  return { title: message`Add ${name}`, safe: false, edits: [insertField(value, name, data, { snippet: true })] };
}

/** The selector of a workload picks the labels that stand in its template. */
function selectorOf(spec: Value): Data | undefined {
  const labels = spec.fields('template', 'metadata', 'labels').flatMap(({ name, value }) => (value.words === undefined ? [] : [[name, value.words] as const]));
  return labels.length === 0 ? undefined : { matchLabels: Object.fromEntries(labels) };
}

/** A tab stop of a snippet, with its choices where there are some. */
function placeholder(number: number, { example, choices }: Hole): string {
  const escaped = (text: string, signs: RegExp) => text.replace(signs, '\\$&');
  if (choices.length > 1) return `\${${number}|${choices.map((choice) => escaped(choice, /[\\,|}$]/g)).join(',')}|}`;
  return `\${${number}:${escaped(example, /[\\}$]/g)}}`;
}
