import { removeField } from '../../fix/fields';
import type { Container, VolumeMount } from '../../model/container';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';
import { configurationTexts, logCollector } from './log-collectors';

/** Where collectors write how far they have read: `DB` of Fluent Bit, `pos_file` of Fluentd, `positions` of Promtail. */
const STATE = /^([ \t]*(?:(?:db|pos_file)[ \t:]+|positions:[ \t]*\r?\n[ \t]*filename:[ \t]*)["']?)(\/[\w./-]+)["']?[ \t]*\r?$/gim;

export default rule({
  id: 'log-collector-state-read-only',
  summary: 'A log collector keeps its position in a file that it cannot write.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'workload',

  *check({ pod }, project) {
    const container = logCollector(pod);
    if (!container || container.mounts.some(({ path }) => !path || isTemplated(path.value))) return;
    const seen = new Set<VolumeMount>();
    for (const { path, at } of configurationTexts(pod, project).texts.flatMap(stateFiles)) {
      const mount = mountOf(container, path);
      if (!mount?.path || seen.has(mount) || !isReadOnly(mount, container)) continue;
      seen.add(mount);
      const flag = mount.readOnly ? mount.value.get('readOnly') : undefined;
      yield {
        at: flag?.at ?? mount.path.at,
        message: message`The collector writes its position to ${path}, and ${mount.path.value} is mounted read-only.`,
        related: [{ at, message: message`The file is named here.` }],
        ...(flag && { fix: { title: message`Mount it writable`, safe: false, edits: [removeField(flag)] } }),
      };
    }
  },
});

function stateFiles(text: Value): { readonly path: string; readonly at: Span }[] {
  if (text.node.kind !== 'scalar') return [];
  const { source, start } = text.node;
  return [...source.matchAll(STATE)].map(({ 1: before = '', 2: path = '', index }) => {
    const from = start + index + before.length;
    return { path, at: text.document.span(from, from + path.length) };
  });
}

/** The mount that a file lies in: the deepest one above it. */
function mountOf({ mounts }: Container, file: string): VolumeMount | undefined {
  const above = mounts.filter(({ path, subPath }) => path && !subPath && file.startsWith(`${path.value.replace(/\/+$/, '')}/`));
  return above.sort((a, b) => (b.path?.value.length ?? 0) - (a.path?.value.length ?? 0))[0];
}

/** What comes from ConfigMaps and Secrets cannot be written, whatever the mount says. */
function isReadOnly(mount: VolumeMount, { pod }: Container): boolean {
  const volume = pod.volumes.find(({ name }) => name !== undefined && name.value === mount.name?.value);
  return mount.readOnly || (volume?.sources.some(({ kind }) => kind === 'configMap' || kind === 'secret' || kind === 'projected') ?? false);
}
