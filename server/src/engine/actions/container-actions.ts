import { insertField, insertItem, setField } from '../../fix/fields';
import type { Data } from '../../fix/write-yaml';
import type { Container } from '../../model/container';
import { importOf, markOf } from '../../model/program';
import type { Chain } from '../../model/project';
import { writeMemoryLimit } from '../../rules/environment/gomemlimit';
import type { Edit } from '../../text/edit';
import { type Message, message } from '../../text/message';
import { probeFor, servedBy } from './served';

/** Something that is built for a place, asked for by the user and not by a finding. */
export interface BuildAction {
  readonly title: Message;
  readonly edits: readonly Edit[];
}

/** What can be built into a container from what is known of its program. */
export function containerActions(container: Container, chain: Chain | undefined): BuildAction[] {
  if (container.role !== 'main' || !container.value.given('image')) return [];
  return [...(chain ? addProbes(chain) : []), ...addResources(container, chain)];
}

/** On the port that the program really opens, with a path that it really answers. */
function addProbes(chain: Chain): BuildAction[] {
  const { container } = chain;
  const missing = (['readiness', 'liveness'] as const).filter((kind) => !container.value.get(`${kind}Probe`));
  const served = missing.length > 0 ? servedBy(chain) : undefined;
  if (!served) return [];
  const name = container.ports.find(({ number, protocol }) => protocol === 'TCP' && number?.value === served.port)?.name?.value ?? served.port;
  const edits = missing.map((kind) => insertField(container.value, `${kind}Probe`, probeFor(served, kind, name)));
  return [{ title: message`Add probes for this program`, edits }];
}

/** What a small service takes, where nothing is said. */
export const USUAL = { cpu: '100m', memory: '128Mi', bytes: 128 * 1024 * 1024 };

function addResources(container: Container, chain: Chain | undefined): BuildAction[] {
  const { value, requests, limits } = container;
  const resources = value.given('resources');
  if (resources && resources.kind !== 'map') return [];
  const memory = limits.get('memory') ?? requests.get('memory');
  const quantity = memory?.value ?? USUAL.memory;
  const add = (list: 'requests' | 'limits', wanted: Readonly<Record<string, string>>): Edit[] => {
    const missing = Object.entries(wanted).filter(([name]) => !(list === 'requests' ? requests : limits).has(name));
    if (missing.length === 0) return [];
    const into = resources?.given(list);
    return into
      ? missing.map(([name, text]) => insertField(into, name, text))
      : setField(resources ?? value, resources ? [list] : ['resources', list], Object.fromEntries(missing));
  };
  const needs = { requests: { cpu: USUAL.cpu, memory: quantity }, limits: { memory: quantity } };
  const edits = resources ? [...add('requests', needs.requests), ...add('limits', needs.limits)] : setField(value, ['resources'], needs);
  const settings = chain ? runtimeSettings(chain, memory?.amount ?? USUAL.bytes) : [];
  const list = value.get('env');
  const variables = settings.length === 0 ? [] : list?.kind === 'list' ? settings.map((item) => insertItem(list, item)) : setField(value, ['env'], settings);
  const all = [...edits, ...variables];
  if (all.length === 0) return [];
  return [{ title: chain?.program ? message`Add requests, limits and Go runtime settings` : message`Add requests and limits`, edits: all }];
}

/** The variables by which Go's runtime learns of the limits. */
function runtimeSettings({ container, program, environment, unknownEnvironment }: Chain, bytes: number): Data[] {
  const minor = Number(/^1\.(\d+)/.exec(program?.module.go?.value ?? '')?.[1] ?? 0);
  const isSet = (name: string) => environment.has(name) || unknownEnvironment.has(name) || unknownEnvironment.has('*');
  if (!program || markOf(program, 'own-runtime-limits')) return [];
  const memory = minor >= 19 && !isSet('GOMEMLIMIT') && !importOf(program, 'github.com/KimMachineGun/automemlimit');
  const threads = minor < 25 && container.limits.has('cpu') && !isSet('GOMAXPROCS') && !importOf(program, 'go.uber.org/automaxprocs');
  return [
    ...(memory ? [{ name: 'GOMEMLIMIT', value: writeMemoryLimit(bytes * 0.9) }] : []),
    ...(threads ? [{ name: 'GOMAXPROCS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }] : []),
  ];
}
