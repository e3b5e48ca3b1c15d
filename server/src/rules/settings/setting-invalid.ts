import { renameKey, replaceSource } from '../../fix/fields';
import { KNOWN_VERSIONS, parseRange, showRange } from '../../model/kubernetes-range';
import type { Value } from '../../model/object';
import type { LocatedError } from '../../schema/locate';
import { checkSettings, settingNames } from '../../schema/settings-schema';
import { suggest } from '../../schema/suggest';
import { type Message, message } from '../../text/message';
import { folderOf, resolvePath } from '../../text/path';
import * as rules from '../index';
import { type Finding, rule } from '../rule';
import { namesOf, spellingsOf } from '../tool-names';

export default rule({
  id: 'setting-invalid',
  summary: 'A setting in `.seaworthy.yaml` has no effect.',
  severity: 'warning',
  stage: 'observe',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['settings'],

  *check({ root, file }, project) {
    if (!root) return;
    for (const error of checkSettings(root)) yield* fault(error);
    yield* range(root.get('kubernetes'));
    for (const { name, at } of root.fields('rules')) {
      const names = ruleNames();
      if (spellingsOf(name).some((spelling) => names.has(spelling))) continue;
      yield nearest(at, message`No rule is called ${name}.`, name, names, (near) => renameKey({ at }, near));
    }
    for (const { value } of root.fields('images')) {
      const path = value.string();
      if (!path || project.hasFile(resolvePath(folderOf(file), path.value)) !== false) continue;
      yield { at: path.at, message: message`There is no Dockerfile ${path.value}.` };
    }
  },
});

function* fault({ value, keyword, params }: LocatedError): Iterable<Finding> {
  const words = value.words ?? '';
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const at = value.fields().find((field) => field.name === name)?.at ?? value.at;
    yield nearest(at, message`There is no setting ${name}.`, name, settingNames(value.step), (near) => renameKey({ at }, near));
  } else if (keyword === 'enum') {
    const allowed = params.allowedValues as string[];
    yield nearest(value.at, message`${words} is none of the values that this setting takes: ${allowed}.`, words, allowed, (near) => replaceSource(value, near));
  } else if (keyword === 'pattern' && value.step === 'kubernetes') {
    yield { at: value.at, message: message`${words} is no version or range of versions, such as ${'1.29 - 1.34'}.` };
  } else if (keyword === 'pattern' && value.path.startsWith('dockerfile.')) {
    const host = words.replace(/^[a-z]+:\/\//, '');
    const fix = host === words ? [] : [{ title: message`Use ${host}`, safe: true, edits: [replaceSource(value, host)] }];
    yield { at: value.at, message: message`${words} is no registry, such as ${'ghcr.io'}, ${'*.example.com'} or ${'docker.io/library'}.`, fix };
  } else if (keyword === 'pattern') {
    yield { at: value.at, message: message`${words} is not written as ${'Kind/name'} or ${'Kind/namespace/name'}.` };
  } else if (keyword === 'type') {
    yield { at: value.kind === 'map' || value.kind === 'list' ? value.keyAt : value.at, message: wrongType(String(params.type)) };
  }
}

function wrongType(expected: string): Message {
  if (expected === 'array') return message`A list was expected here.`;
  return expected === 'object' ? message`Keys and values were expected here.` : message`A text was expected here.`;
}

/** Ranges that are well written and yet mean nothing. */
function* range(value: Value | undefined): Iterable<Finding> {
  const words = value?.words;
  if (!value || words === undefined) return;
  const read = parseRange(words);
  if (read === 'reversed') {
    const [from, to] = words.split(/\s*(?:-|\.\.|to|–)\s*/);
    const turned = `${to?.trim()} - ${from?.trim()}`;
    const fix = { title: message`Turn it round: ${turned}`, safe: true, edits: [replaceSource(value, `"${turned}"`)] };
    yield { at: value.at, message: message`The range ${words} begins with its newest version.`, fix };
  } else if (read === 'unknown') {
    yield { at: value.at, message: message`Seaworthy knows Kubernetes ${showRange(KNOWN_VERSIONS)}, and ${words} reaches beyond.` };
  }
}

function nearest(at: Finding['at'], said: Message, written: string, names: Iterable<string>, edit: (near: string) => ReturnType<typeof renameKey>): Finding {
  const near = suggest(written, names)[0] ?? completion(written, names);
  return near === undefined ? { at, message: said } : { at, message: said, fix: { title: message`Use ${near}`, safe: false, edits: [edit(near)] } };
}

/** The only name that begins with what is written, such as `warning` for `warn`. */
function completion(written: string, names: Iterable<string>): string | undefined {
  const longer = [...names].filter((name) => written !== '' && name.startsWith(written.toLowerCase()));
  return longer.length === 1 ? longer[0] : undefined;
}

/** Ids, and the names other tools give our rules, with and without the tool. Asked when checking: this file is in the index itself. */
function ruleNames(): ReadonlySet<string> {
  const known: readonly { readonly id: string; readonly aliases?: readonly string[] }[] = Object.values(rules);
  return new Set(known.flatMap(namesOf));
}
