import { insertField, insertItem } from '../../fix/fields';
import type { Data } from '../../fix/write-yaml';
import type { Container } from '../../model/container';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { configurationTexts, logCollector } from './log-collectors';

/** The kubelet keeps the logs here; in `containers` lie links to the files in `pods`. */
const PODS = '/var/log/pods';
const PATHS = /(?:\/[\w.-]+){0,4}?\/var\/log\/(?:containers|pods)\b/g;

export default rule({
  id: 'log-collector-without-mounts',
  summary: 'A log collector on every node does not see the logs of the node.',
  severity: 'warning',
  stage: 'observe',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'workload',

  *check({ pod, kind }, project) {
    const container = kind === 'DaemonSet' ? logCollector(pod) : undefined;
    if (!container || container.mounts.some(({ path }) => !path || isTemplated(path.value))) return;
    const { texts, complete } = configurationTexts(pod, project);
    const own = [...container.arguments, ...container.command, ...container.environment.flatMap(({ literal }) => literal ?? [])];
    const all = [...texts.map((text) => text.words ?? ''), ...own.map(({ value }) => value)].join('\n');
    const paths = new Set(all.match(PATHS));
    // Without its configuration nobody knows what it reads; but with nothing of the node mounted it reads no log of it.
    if (paths.size === 0 && !complete && !pod.volumes.some(({ sources }) => sources.some((source) => source.kind === 'hostPath')))
      paths.add('/var/log/containers');
    for (const path of paths) yield* lacking(container, path, all);
  },
});

function* lacking(container: Container, path: string, configuration: string): Iterable<Finding> {
  const wanted = path.slice(path.indexOf('/var/log/'));
  const found = hostPathOf(container, path);
  if (found === 'unknown') return;
  if (found !== wanted) {
    const fix = path === wanted ? mountLogs(container, configuration) : undefined;
    yield {
      at: container.at,
      message:
        path === wanted ? message`The folder ${wanted} of the node is not mounted.` : message`The folder ${wanted} of the node is not mounted at ${path}.`,
      ...(fix && { fix }),
    };
  } else if (wanted !== PODS && hostPathOf(container, PODS) !== PODS) {
    yield { at: container.at, message: message`What lies in ${path} are links to ${PODS}, and that folder of the node is not mounted at the same place.` };
  }
}

/** What a path in the container is on the node; undefined where it is not of the node. */
function hostPathOf({ mounts, pod }: Container, path: string): string | 'unknown' | undefined {
  const covering = mounts
    .filter((mount) => mount.path && (path === clean(mount.path.value) || path.startsWith(`${clean(mount.path.value)}/`)))
    .sort((a, b) => (b.path?.value.length ?? 0) - (a.path?.value.length ?? 0));
  const [mount] = covering;
  const source = pod.volumes.find(({ name }) => name !== undefined && name.value === mount?.name?.value)?.sources.find(({ kind }) => kind === 'hostPath');
  const host = source?.value.string('path')?.value;
  if (!mount?.path || host === undefined) return undefined;
  if (isTemplated(host) || mount.subPath) return 'unknown';
  return clean(host) + path.slice(clean(mount.path.value).length);
}

function clean(path: string): string {
  return path.replace(/\/+$/, '');
}

function mountLogs(container: Container, configuration: string): Fix | undefined {
  const { pod, mounts, value } = container;
  if (mounts.some(({ path }) => path && clean(path.value) === '/var/log')) return undefined;
  const names = new Set(pod.volumes.map(({ name }) => name?.value));
  const name = ['varlog', 'node-logs', 'var-log-of-node'].find((one) => !names.has(one)) ?? 'varlog';
  // The place up to which it has read is often kept beside the logs.
  const writes = /(?:\bDB|pos_file|filename)\s*[:=]?\s*\/var\/log/i.test(configuration);
  const mount: Data = { name, mountPath: '/var/log', ...(!writes && { readOnly: true }) };
  const volume: Data = { name, hostPath: { path: '/var/log' } };
  const lists = [
    [value, 'volumeMounts', mount],
    [pod.value, 'volumes', volume],
  ] as const;
  const edits = lists.map(([map, field, item]) => {
    const list = map.given(field);
    return list?.kind === 'list' && list.items().length > 0 ? insertItem(list, item) : map.get(field) ? undefined : insertField(map, field, [item]);
  });
  return edits.every((edit) => edit !== undefined) ? { title: message`Mount ${'/var/log'} of the node`, safe: false, edits } : undefined;
}
