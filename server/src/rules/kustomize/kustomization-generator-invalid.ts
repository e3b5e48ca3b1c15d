import { insertField, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { baseName } from '../../text/path';
import { type Finding, rule } from '../rule';

const GENERATORS = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;
const BEHAVIORS = ['create', 'replace', 'merge'];

export default rule({
  id: 'kustomization-generator-invalid',
  summary: 'A generator of a kustomization cannot make its ConfigMap or Secret.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root, file }, project) {
    if (root?.kind !== 'map') return;
    for (const [field, kind] of Object.entries(GENERATORS)) {
      const first = new Map<string, Value>();
      for (const item of root.items(field)) {
        if (item.kind !== 'map') continue;
        yield* checkData(item);
        yield* checkName(item, kind, file, project, first);
      }
    }
  },
});

/** Sources are `key=value`, or files with or without a key (kustomize/api/kv). */
function* checkData(item: Value): Iterable<Finding> {
  const seen = new Map<string, Value>();
  for (const list of ['literals', 'files']) {
    for (const source of item.items(list)) {
      const text = source.string()?.value;
      if (text === undefined || isTemplated(text)) continue;
      const equals = text.indexOf('=');
      if (list === 'literals' && equals < 1) {
        yield { at: source.at, message: message`A literal is written as ${'key=value'}, and not as ${text}.` };
        continue;
      }
      const key = equals > 0 ? text.slice(0, equals) : baseName(text);
      const known = seen.get(key);
      if (known) {
        yield { at: source.at, message: message`The key ${key} is given already.`, related: [{ at: known.at, message: message`It is given here first.` }] };
      } else seen.set(key, source);
    }
  }
}

function* checkName(item: Value, kind: string, file: string, project: Project, first: Map<string, Value>): Iterable<Finding> {
  const name = item.string('name');
  const behavior = item.given('behavior');
  const wanted = behavior?.words ?? 'create';
  if (!name) {
    if (!item.get('name')) yield { at: item.headAt, message: message`A generator needs the ${'name'} of its ${kind}.` };
    return;
  }
  if (isTemplated(name.value) || isTemplated(wanted)) return;
  if (behavior && !BEHAVIORS.includes(wanted)) {
    const [near] = suggest(wanted, BEHAVIORS);
    yield {
      at: behavior.at,
      severity: 'warning',
      message: message`A generator can ${BEHAVIORS}; ${wanted} counts as ${'create'}.`,
      ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(behavior, near)] } }),
    };
    return;
  }
  const key = `${name.value}/${item.string('namespace')?.value ?? ''}`;
  const known = first.get(key);
  if (!known) first.set(key, item);
  const contents = project.contentsOf(file);
  const isComponent = contents?.kustomization.root.string('kind')?.value === 'Component';
  if (wanted !== 'create') {
    const exists =
      contents?.objects.some(({ rendered, names }) => rendered.object.kind.value === kind && names.includes(name.value)) ||
      contents?.generated.some((one) => one.kind === kind && !one.own && one.name === name.value);
    if (contents?.complete && !exists && !isComponent && !known) {
      yield { at: behavior?.at ?? name.at, message: message`There is no ${kind} ${name.value} below the kustomization that could be changed.` };
    }
  } else if (known) {
    yield {
      at: name.at,
      message: message`The ${kind} ${name.value} is generated already.`,
      related: [{ at: known.get('name')?.at ?? known.headAt, message: message`It is generated here first.` }],
    };
  } else {
    const base = contents?.objects.find(({ rendered, names }) => rendered.object.kind.value === kind && names.at(-1) === name.value)?.rendered.base;
    const isGenerated = contents?.generated.some((one) => one.kind === kind && !one.own && one.name === name.value);
    if ((!base && !isGenerated) || item.get('namespace') || base?.namespace) return;
    yield {
      at: name.at,
      message: message`The ${kind} ${name.value} comes from below already; ${'behavior'} says whether to ${'merge'} or ${'replace'} it.`,
      ...(base && { related: [{ at: base.at, message: message`It is defined here.` }] }),
      ...(!behavior && { fix: { title: message`Merge with it`, safe: false, edits: [insertField(item, 'behavior', 'merge')] } }),
    };
  }
}
