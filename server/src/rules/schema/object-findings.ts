import type { KubernetesRange } from '../../model/kubernetes-range';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { hasTemplate, isTemplated } from '../../model/templated';
import { checkObject, type SchemaFinding } from '../../schema/check';
import { customSchema } from '../../schema/custom/custom-schema';
import { definitionAt } from '../../schema/definition';
import type { Level } from '../../schema/homes';
import { servedMinors } from '../../schema/lifecycle';
import { coreSchema, type ObjectSchema } from '../../schema/object-schema';
import { isCoreGroup } from '../../schema/pack';
import { thirdPartySchema } from '../../schema/third-party';
import { versionsFor } from '../../schema/versions';
import { message } from '../../text/message';
import type { Finding } from '../rule';

/** What the schema of its kind says against an object, without what templates will fill. */
export function findingsOf(object: KubeObject, project: Project): readonly SchemaFinding[] {
  const schema = schemaOf(object, project);
  if (!schema || isGone(object, project.kubernetes)) return [];
  return checkObject(object.value, schema, project.kubernetes).filter((finding) => {
    // Who embeds a container or a volume may fill in what Kubernetes asks for, as Knative does with names.
    if (schema.opinion && finding.kind === 'missing-field' && finding.definition.name.startsWith('core.')) return false;
    return WHOLE.has(finding.kind) ? !isTemplated(finding.value.words ?? '') : !isFilled(finding);
  });
}

/** What holds for what is written, whatever a template fills in beside it. */
const WHOLE: ReadonlySet<SchemaFinding['kind']> = new Set(['unknown-field', 'field-outside-range', 'wrong-type']);

/** What templates fill in may be what is missing, or make the items of a list differ. */
function isFilled({ kind, value }: SchemaFinding): boolean {
  if (hasTemplate(value)) return true;
  // Of one that stands there twice, what tells the two apart may be written in the same words and filled in differently.
  return kind === 'duplicate-item' && value.fields().some((field) => hasTemplate(field.value));
}

/** A kind that is gone from all of the range, with nothing in its place: what it asked for nobody needs to write any more. */
function isGone({ group, version, kind }: KubeObject, range: KubernetesRange): boolean {
  const served = servedMinors(group, version, kind.value);
  return served !== undefined && served.last < range.from && versionsFor({ group, version, kind: kind.value }, range).every(({ last }) => last < range.from);
}

/**
 * What is known about how an object must look: Kubernetes' own definition, or that of the CustomResourceDefinition that
 * lies closest, or what ships with us for kinds that many people use. Undefined for kinds that nobody described.
 */
export function schemaOf(object: KubeObject, project: Project): ObjectSchema | undefined {
  const { group, version, kind } = object;
  if (isCoreGroup(group)) return coreSchema(group, version, kind.value);
  const [definition] = project.definitionsOf(group, object).filter((one) => one.kind === kind.value);
  return definition ? customSchema(definition.object, definition.object.value, version) : thirdPartySchema(group, version, kind.value);
}

/**
 * What is said about an object by a schema that ships with us is an opinion: the cluster may have another release. It
 * names the release and is no error; what nobody misspelt may well be newer, and is only information.
 */
export function weigh(result: Finding, { value }: SchemaFinding, object: KubeObject, project: Project): Finding {
  const opinion = schemaOf(object, project)?.opinion;
  if (!opinion || stepsTo(object, value)[0] === 'metadata') return result;
  const release = `${opinion.project} ${opinion.version}`;
  const fixes = result.fix === undefined ? [] : [result.fix].flat();
  return {
    ...result,
    severity: fixes.length > 0 ? 'warning' : 'info',
    message: message`${result.message} So says the schema of ${release}.`,
    ...(fixes.length > 0 && { fix: fixes.map((fix) => ({ ...fix, safe: false })) }),
  };
}

/** How the holder of a field is called in messages: its path, or the object's kind. */
export function holderName(object: KubeObject, holder: Value): string {
  const path = pathIn(object, holder);
  return path === '' ? object.kind.value : path;
}

/** The path of a value as seen from its object, which may be an item of a List. */
export function pathIn(object: KubeObject, value: Value): string {
  const before = object.value.path;
  return before === '' ? value.path : value.path.slice(before.length).replace(/^\./, '');
}

/** The keys and indexes that lead from an object to a value in it. */
export function stepsTo(object: KubeObject, value: Value): string[] {
  const steps: string[] = [];
  for (let at = value; at.node !== object.value.node && at.parent; at = at.parent) steps.unshift(String(at.step));
  return steps;
}

/** The mappings with a definition that lead from an object to a mapping in it, both included. */
export function levelsTo(object: KubeObject, holder: Value, project: Project): Level[] {
  const root = schemaOf(object, project)?.root;
  const levels: Level[] = [];
  for (let at: Value | undefined = holder; at && root; at = at.node === object.value.node ? undefined : at.parent) {
    const definition = definitionAt(root, stepsTo(object, at));
    if (definition && at.kind === 'map') levels.unshift({ value: at, definition });
  }
  return levels;
}
