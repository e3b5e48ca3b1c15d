import { renameKey } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];
/** What people write for them. */
const MEANT: Readonly<Record<string, string>> = table({
  storage: 'ephemeral-storage',
  disk: 'ephemeral-storage',
  mem: 'memory',
  ram: 'memory',
  cpus: 'cpu',
  gpu: 'nvidia.com/gpu',
  gpus: 'nvidia.com/gpu',
});

export default rule({
  id: 'resource-name-unknown',
  summary: 'A container asks for a resource that Kubernetes does not know.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value }) {
    for (const list of ['requests', 'limits']) {
      const fields = value.fields('resources', list);
      for (const { name, at } of fields) {
        if (isTemplated(name) || STANDARD.includes(name) || name.startsWith('hugepages-')) continue;
        const [, domain = ''] = /^(.*)\/[^/]+$/.exec(name) ?? [];
        const isForeign = domain !== '' && domain !== 'kubernetes.io' && !domain.endsWith('.kubernetes.io') && !name.startsWith('requests.');
        if (isForeign) continue;
        const near = MEANT[name.toLowerCase()] ?? suggest(name, STANDARD)[0];
        const meant = fields.some((field) => field.name === near) ? undefined : near;
        yield {
          at,
          message:
            meant === undefined
              ? message`${name} is no resource of a container: ${STANDARD}, hugepages, or a name with a domain in front.`
              : message`${name} is no resource of a container; did you mean ${meant}?`,
          ...(meant !== undefined && { slip: true, fix: { title: message`Rename to ${meant}`, safe: false, edits: [renameKey({ at }, meant)] } }),
        };
      }
    }
  },
});
