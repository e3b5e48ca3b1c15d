import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { isTemplated } from '../../model/templated';
import { labelKeyFault } from '../../schema/labels';
import { suggest } from '../../schema/suggest';
import { type Message, message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** What a variable may take from its pod (kubernetes/pkg/apis/core/validation/validation.go, validEnvDownwardAPIFieldPathExpressions). */
const OF_VARIABLES = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** What a file may: other facts, and all labels or annotations at once. */
const OF_FILES = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'];

export default rule({
  id: 'field-path-unsupported',
  summary: 'A variable or file asks for a field of its pod that cannot be handed out.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, { kubernetes }) {
    for (const reference of references(pod)) {
      const path = reference.value.string('fieldPath');
      const written = reference.value.get('fieldPath');
      const version = reference.value.string('apiVersion');
      // pkg/apis/core/v1/conversion.go, ConvertDownwardAPIFieldLabel.
      if (version && version.value !== '' && version.value !== 'v1' && !isTemplated(version.value))
        yield { at: version.at, message: message`Fields of a pod are known by the version ${'v1'} alone.` };
      if (!path || !written || isTemplated(path.value)) continue;
      if (path.value === 'status.hostIPs' && kubernetes.from < 29 && !reference.isFile)
        yield { at: path.at, message: message`${path.value} can be asked for from 1.29 on; the range starts at 1.${kubernetes.from}.` };
      else yield* checkPath(path.value, written, reference.isFile);
    }
  },
});

function* checkPath(path: string, written: Value, isFile: boolean): Iterable<Finding> {
  const allowed = isFile ? OF_FILES : OF_VARIABLES;
  // Only single quotes are understood (pkg/fieldpath, SplitMaybeSubscriptedPath).
  if (allowed.includes(path)) return;
  const [, sort, own] = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path) ?? [];
  if (own !== undefined) {
    const fault = isTemplated(own) ? undefined : labelKeyFault(sort === 'annotations' ? own.toLowerCase() : own);
    if (fault) yield { at: written.at, message: message`The key ${own} ${fault}.` };
    return;
  }
  const [, map, key] = /^metadata\.(labels|annotations)(?:\.|\[["']?)([\w./-]+?)["']?\]?$/.exec(path) ?? [];
  const near = map === undefined ? nearest(path, allowed) : `metadata.${map}['${key}']`;
  yield {
    at: written.at,
    message: faultOf(path, isFile, near),
    ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
  };
}

/** The same last word, or nearly so; the words before it often are another's. */
function nearest(path: string, allowed: readonly string[]): string | undefined {
  const last = (one: string) => one.slice(one.lastIndexOf('.') + 1);
  const exact = allowed.find((one) => last(one) === last(path));
  const [near] = suggest(last(path), allowed.map(last));
  return exact ?? (near === undefined ? undefined : allowed.find((one) => last(one) === near));
}

function faultOf(path: string, isFile: boolean, near: string | undefined): Message {
  if (near !== undefined) return message`The field ${path} cannot be handed out; did you mean ${near}?`;
  if (/^metadata\.(?:labels|annotations)$/.test(path)) return message`A variable can take one of ${path}, such as ${`${path}['app']`}, not all of them.`;
  if (isFile) return message`The field ${path} cannot be handed out as a file, only ${OF_FILES}.`;
  return message`The field ${path} cannot be handed out, only ${OF_VARIABLES} and single labels and annotations.`;
}

function references({ allContainers, volumes }: Pod): { value: Value; isFile: boolean }[] {
  const ofVariables = allContainers.flatMap(({ environment }) => environment.flatMap(({ source }) => (source?.kind === 'fieldRef' ? [source.value] : [])));
  const ofFiles = volumes.flatMap(({ sources }) =>
    sources.flatMap(({ kind, value }) => {
      const holders = kind === 'downwardAPI' ? [value] : kind === 'projected' ? value.items('sources').flatMap((one) => one.given('downwardAPI') ?? []) : [];
      return holders.flatMap((holder) => holder.items('items').flatMap((item) => item.given('fieldRef') ?? []));
    }),
  );
  return [...ofVariables.map((value) => ({ value, isFile: false })), ...ofFiles.map((value) => ({ value, isFile: true }))];
}
