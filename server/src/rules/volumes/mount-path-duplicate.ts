import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'mount-path-duplicate',
  summary: 'A container mounts two volumes at one path.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check({ value }) {
    const first = new Map<string, Located<string>>();
    const paths = [
      ...value.items('volumeMounts').flatMap((mount) => mount.string('mountPath') ?? []),
      ...value.items('volumeDevices').flatMap((device) => device.string('devicePath') ?? []),
    ];
    for (const path of paths) {
      if (isTemplated(path.value) || path.value === '') continue;
      const key = path.value.length > 1 ? path.value.replace(/\/+$/, '') : path.value;
      const before = first.get(key);
      if (!before) first.set(key, path);
      else
        yield {
          at: path.at,
          // The server compares the texts; a slash at the end makes two of them that the runtime takes for one.
          ...(before.value !== path.value && { severity: 'warning' }),
          message: message`Something is mounted at ${path.value} already.`,
          related: [{ at: before.at, message: message`It is here.` }],
        };
    }
  },
});
