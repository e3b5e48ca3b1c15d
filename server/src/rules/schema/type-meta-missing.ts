import { renameKey, replaceSource } from '../../fix/fields';
import { metaField } from '../../model/formats';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { apiVersionOf, isCoreGroup, kindsNamed } from '../../schema/pack';
import { thirdPartyKinds } from '../../schema/third-party';
import { homesOfKind } from '../../schema/versions';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'type-meta-missing',
  summary: 'An object without `apiVersion` or `kind`.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:schema-validation'],
  scope: 'document',
  kinds: ['kubernetes'],

  *check({ root }, project) {
    // With the first key alone, somebody has only begun to write.
    if (!root || root.fields().length < 2) return;
    const misspelt = [...misspeltKeys(root)];
    yield* misspelt;
    if (misspelt.length > 0) return;
    const kind = root.get('kind');
    const apiVersion = root.get('apiVersion');
    const kindName = nameIn(kind);
    const version = nameIn(apiVersion);
    if (kindName !== undefined && version === undefined && (isKnownKind(kindName, root) || isOther(apiVersion))) yield lacksVersion(kindName, root, project);
    if (kindName === undefined && version !== undefined && (isKnownVersion(version) || isOther(kind))) yield lacksKind(version, root);
  },
});

/** `apiversion` and `knid`: keys count letter by letter. */
function* misspeltKeys(root: Value): Iterable<Finding> {
  for (const meant of ['apiVersion', 'kind'] as const) {
    const field = metaField(root, meant);
    if (!field || field.name === meant) continue;
    const fix = { title: message`Rename to ${meant}`, safe: false, edits: [renameKey(field, meant)] };
    yield { at: field.at, message: message`The key is written ${meant}, not ${field.name}.`, fix, seen: refusalOf(meant, undefined) };
  }
}

/** What kubectl says (`getObjectKind` in kubectl/pkg/validation, and what the decoder says of an empty text). */
function refusalOf(key: 'apiVersion' | 'kind', given: Value | undefined): string {
  if (given?.kind === 'string') return `error: unable to decode "web.yaml": Object '${key === 'kind' ? 'Kind' : key}' is missing in '{…}'`;
  const fault = isOther(given) ? "isn't string type" : 'not set';
  return `error: error validating "web.yaml": error validating data: ${key} ${fault}; if you choose to ignore these errors, turn validation off with --validate=false`;
}

/** The text of a key that has one; a number is none. */
function nameIn(value: Value | undefined): string | undefined {
  return value?.kind !== 'string' || value.words === '' ? undefined : value.words;
}

/** Something stands there, and it is no text. */
function isOther(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== 'null' && value.kind !== 'string';
}

function isKnownVersion(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
  if (isTemplated(apiVersion) || !/(?:^|\/)v\d+\w*$/.test(apiVersion)) return false;
  return isCoreGroup(group) || thirdPartyKinds().some((facts) => apiVersionOf(facts) === apiVersion);
}

/** Kinds of others have names that something else may have too, so more must look like an object. */
function isKnownKind(kind: string, root: Value): boolean {
  if (kindsNamed(kind).length > 0) return true;
  return root.string('metadata', 'name') !== undefined && root.get('spec')?.kind === 'map' && thirdPartyKinds().some((facts) => facts.kind === kind);
}

function lacksVersion(kind: string, root: Value, project: Project): Finding {
  const given = root.get('apiVersion');
  const written = root.get('kind');
  const known = homesOfKind(kind, project.kubernetes);
  const homes = (known.length > 0 ? known : thirdPartyKinds().filter((facts) => facts.kind === kind)).map(apiVersionOf);
  const edit = (apiVersion: string) => {
    if (given) return given.kind === 'null' ? undefined : [replaceSource(given, apiVersion)];
    if (!written || root.node.kind !== 'map' || root.node.flow) return undefined;
    const { file, start } = written.keyAt;
    return [{ at: { file, start, end: start }, text: `apiVersion: ${apiVersion}\n` }];
  };
  const fix = homes.flatMap((home) => {
    const edits = edit(home);
    return edits ? [{ title: message`Write ${home}`, safe: false, edits }] : [];
  });
  const said = isOther(given) ? message`The ${'apiVersion'} must be a string.` : message`This ${kind} has no ${'apiVersion'}.`;
  return { at: given?.keyAt ?? written?.at ?? root.headAt, message: said, seen: refusalOf('apiVersion', given), ...(fix.length > 0 && { fix }) };
}

function lacksKind(apiVersion: string, root: Value): Finding {
  const given = root.get('kind');
  const said = isOther(given) ? message`The ${'kind'} must be a string.` : message`This object of ${apiVersion} has no ${'kind'}.`;
  return { at: given?.keyAt ?? root.get('apiVersion')?.at ?? root.headAt, message: said, seen: refusalOf('kind', given) };
}
