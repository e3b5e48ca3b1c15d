import { folderOf, resolvePath } from '../../text/path';
import type { Located } from '../../text/span';
import type { Value } from '../../yaml/value';
import type { Labels } from '../object';
import { readLabels } from '../object';

/** A kustomization or component, as far as Seaworthy evaluates it. */
export interface Kustomization {
  readonly file: string;
  readonly folder: string;
  readonly root: Value;
  /** Files and folders it takes its objects from; remote ones are not among them. */
  readonly resources: readonly NamedPath[];
  readonly components: readonly NamedPath[];
  /** Resources that lie behind an address; they are never fetched. */
  readonly remotes: readonly Located<string>[];
  readonly patches: readonly Patch[];
  /** Files with replacements. */
  readonly replacementFiles: readonly NamedPath[];
  /** Files and folders with transformers. The text of one that is written here leads to none. */
  readonly transformers: readonly NamedPath[];
  readonly images: readonly ImageChange[];
  readonly replicas: readonly { readonly name: string; readonly count: Value }[];
  /** Labels that it adds to pods and selectors. */
  readonly labels: Labels;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly namespace: Located<string> | undefined;
}

/** A path as it is written, and what it means seen from the folder. */
export interface NamedPath {
  readonly written: Located<string>;
  readonly path: string;
}

export interface Patch {
  /** The item of the kustomization's list. */
  readonly item: Value;
  /** Path of the file that holds it; undefined for one that stands in the kustomization. */
  readonly file: NamedPath | undefined;
  /** The block of text that is the patch. */
  readonly inline: Value | undefined;
  readonly target: PatchTarget | undefined;
  readonly json: boolean;
}

/** What a patch is for; patterns are regular expressions that must match the whole text. */
export interface PatchTarget {
  readonly group: string | undefined;
  readonly version: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly labelSelector: string | undefined;
  readonly annotationSelector: string | undefined;
}

export interface ImageChange {
  readonly name: string;
  readonly newName: Located<string> | undefined;
  readonly newTag: Located<string> | undefined;
  readonly digest: Located<string> | undefined;
}

export function readKustomization(file: string, root: Value): Kustomization {
  const folder = folderOf(file);
  const paths = (key: string) => root.strings(key).filter(({ value }) => !isRemote(value));
  const named = (written: Located<string>): NamedPath => ({ written, path: resolvePath(folder, written.value) });
  const resources = [...paths('resources'), ...paths('bases')];
  return {
    file,
    folder,
    root,
    resources: resources.map(named),
    components: paths('components').map(named),
    remotes: [...root.strings('resources'), ...root.strings('bases'), ...root.strings('components')].filter(({ value }) => isRemote(value)),
    patches: [
      // In the order in which kustomize applies them (kusttarget_configplugin.go, configureBuiltinTransformers).
      ...root.items('patchesStrategicMerge').map((item) => readPatch(item, item, undefined, false, named)),
      ...root.items('patches').map((item) => readPatch(item, item.get('patch') ?? item.get('path'), item.get('target'), false, named)),
      ...root.items('patchesJson6902').map((item) => readPatch(item, item.get('patch') ?? item.get('path'), item.get('target'), true, named)),
    ],
    replacementFiles: root.items('replacements').flatMap((item) => {
      const path = item.string('path');
      return path ? [named(path)] : [];
    }),
    transformers: root.strings('transformers').map(named),
    images: root.items('images').flatMap((item) => {
      const name = item.string('name')?.value;
      return name === undefined ? [] : [{ name, newName: item.string('newName'), newTag: wordsAt(item, 'newTag'), digest: item.string('digest') }];
    }),
    replicas: root.items('replicas').flatMap((item) => {
      const name = item.string('name')?.value;
      const count = item.get('count');
      return name === undefined || !count ? [] : [{ name, count }];
    }),
    labels: labelsForSelectors(root),
    namePrefix: root.string('namePrefix')?.value ?? '',
    nameSuffix: root.string('nameSuffix')?.value ?? '',
    namespace: root.string('namespace'),
  };
}

/** Addresses of git repositories and archives, in the forms that kustomize takes. */
export function isRemote(path: string): boolean {
  return /^(?:[a-z+]+:\/\/|git@|[\w.-]+\.[a-z]{2,}\/[\w.-]+\/)/i.test(path) || /[?&]ref=/.test(path);
}

function readPatch(item: Value, source: Value | undefined, target: Value | undefined, json: boolean, named: (written: Located<string>) => NamedPath): Patch {
  const text = source?.string();
  const isInline = text !== undefined && (text.value.includes('\n') || item.get('patch') !== undefined || /^\s*[[{]/.test(text.value));
  return {
    item,
    file: text && !isInline ? named(text) : undefined,
    inline: isInline ? source : undefined,
    target: target?.kind === 'map' ? readTarget(target) : undefined,
    json,
  };
}

export function readTarget(target: Value): PatchTarget {
  const word = (key: string) => target.string(key)?.value;
  return {
    group: word('group'),
    version: word('version'),
    kind: word('kind'),
    name: word('name'),
    namespace: word('namespace'),
    labelSelector: word('labelSelector'),
    annotationSelector: word('annotationSelector'),
  };
}

/** `commonLabels`, and those `labels` that ask to be put into selectors or templates. */
function labelsForSelectors(root: Value): Labels {
  const labels = new Map(readLabels(root.get('commonLabels')));
  for (const item of root.items('labels')) {
    const reaches = item.boolean('includeSelectors')?.value === true || item.boolean('includeTemplates')?.value === true;
    if (reaches) for (const [key, value] of readLabels(item.get('pairs'))) labels.set(key, value);
  }
  return labels;
}

function wordsAt(item: Value, key: string): Located<string> | undefined {
  const value = item.get(key);
  return value?.words === undefined ? undefined : { value: value.words, at: value.at };
}
