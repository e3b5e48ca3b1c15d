import type { Value } from '../../model/object';
import type { VolumeSource } from '../../model/pod';
import { isTemplated } from '../../model/templated';
import { type Message, message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'volume-item-path-invalid',
  summary: 'A file of a volume has a path that leads outside it, or that another file has.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check({ volumes }) {
    for (const source of volumes.flatMap(({ sources }) => sources)) {
      const first = new Map<string, Located<string>>();
      for (const path of pathsOf(source)) {
        if (isTemplated(path.value)) continue;
        const fault = faultOf(path.value);
        const before = first.get(path.value);
        if (fault) yield { at: path.at, message: fault };
        else if (before)
          yield {
            at: path.at,
            // Of one ConfigMap or Secret the server takes both and warns; of several it takes none.
            ...(source.kind !== 'projected' && { severity: 'warning' }),
            message: message`The volume has a file ${path.value} already.`,
            related: [{ at: before.at, message: message`It is here.` }],
          };
        else first.set(path.value, path);
      }
      yield* checkNesting([...first.values()]);
    }
  },
});

/** The server warns of it; the kubelet can then write one of the two only (pkg/volume/util/atomic_writer.go). */
function* checkNesting(paths: readonly Located<string>[]): Iterable<Finding> {
  for (const { value, at } of paths) {
    const outer = paths.find((other) => value.startsWith(`${other.value}/`));
    if (!outer) continue;
    yield {
      at,
      message: message`The path ${value} would have to lie below ${outer.value}, which is a file.`,
      related: [{ at: outer.at, message: message`It is here.` }],
    };
  }
}

/** kubernetes/pkg/apis/core/validation/validation.go, validateLocalNonReservedPath. */
function faultOf(path: string): Message | undefined {
  if (path === '') return message`The path of the file is empty.`;
  if (path.startsWith('/')) return message`The path ${path} is relative to the volume and may not begin with a slash.`;
  if (path.split('/').includes('..')) return message`The path ${path} may not hold ${'..'}.`;
  return path.startsWith('..') ? message`The path ${path} may not begin with two dots.` : undefined;
}

function pathsOf({ kind, value }: VolumeSource): Located<string>[] {
  const ofItems = (holder: Value | undefined) => holder?.items('items').flatMap((item) => item.string('path') ?? []) ?? [];
  if (kind === 'configMap' || kind === 'secret' || kind === 'downwardAPI') return ofItems(value);
  if (kind !== 'projected') return [];
  return value.items('sources').flatMap((source) =>
    source.fields().flatMap((field) => {
      const own = ['serviceAccountToken', 'clusterTrustBundle'].includes(field.name) ? field.value.string('path') : undefined;
      return own ? [own] : ofItems(field.value);
    }),
  );
}
