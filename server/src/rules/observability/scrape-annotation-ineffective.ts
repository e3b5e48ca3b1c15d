import { renameKey, replaceValue } from '../../fix/fields';
import type { Field, Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { type Service, serviceOf } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { workloadOf } from '../../model/workload';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

const PREFIX = 'prometheus.io/';
const KEYS = ['scrape', 'port', 'path', 'scheme'];

/** The annotations as the configuration that comes with Prometheus and its charts reads them (documentation/examples/prometheus-kubernetes.yml). */
export default rule({
  id: 'scrape-annotation-ineffective',
  summary: 'An annotation for Prometheus has a value by which nothing is scraped.',
  severity: 'warning',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    const service = serviceOf(object);
    const pod = workloadOf(object)?.pod;
    const holder = service ? object.value : pod?.template;
    const fields = (holder?.fields('metadata', 'annotations') ?? []).filter(({ name, value }) => name.startsWith(PREFIX) && !isTemplated(value.words ?? '{{'));
    const isOff = fields.some(({ name, value }) => name === `${PREFIX}scrape` && /^(?:false|no)$/i.test(value.words ?? ''));
    if (fields.length === 0 || isOff) return;
    const pods = pod ? [pod] : service?.selector?.certain ? project.selectedPods(service.selector, object) : [];
    for (const field of fields) yield* checkField(field, fields, pods, service);
  },
});

function* checkField(field: Field, all: readonly Field[], pods: readonly Pod[], service: Service | undefined): Iterable<Finding> {
  const { value, at } = field;
  const key = field.name.slice(PREFIX.length);
  const words = value.words ?? '';
  if (key === 'scrape' && words !== 'true') {
    const fix = /^(?:true|yes|on|1|enabled?)$/i.test(words) ? use(value, 'true') : undefined;
    yield { at: value.at, message: message`Prometheus scrapes where this is ${'true'}, and not for ${words}.`, ...(fix && { fix }) };
  } else if (key === 'scheme' && words !== 'http' && words !== 'https') {
    const fix = /^https?$/i.test(words) ? use(value, words.toLowerCase()) : undefined;
    yield { at: value.at, message: message`The scheme is ${'http'} or ${'https'}, not ${words}.`, ...(fix && { fix }) };
  } else if (key === 'port') {
    yield* checkPort(value, words, pods, service);
  } else if (!KEYS.includes(key)) {
    const [near] = suggest(
      key,
      KEYS.filter((one) => all.every(({ name }) => name !== PREFIX + one)),
    );
    if (near === undefined || near.length < 4) return;
    const fix: Fix = { title: message`Use ${PREFIX + near}`, safe: false, edits: [renameKey(field, PREFIX + near)] };
    yield { at, message: message`No configuration of Prometheus reads ${field.name}; did you mean ${PREFIX + near}?`, fix };
  }
}

function* checkPort(value: Value, words: string, pods: readonly Pod[], service: Service | undefined): Iterable<Finding> {
  const ports = pods.flatMap(({ allContainers }) => allContainers.flatMap((container) => container.ports));
  if (!/^\d+$/.test(words)) {
    const named = ports.find(({ name }) => name?.value === words)?.number ?? service?.ports.find(({ name }) => name?.value === words)?.port;
    const fix = named && use(value, String(named.value));
    yield { at: value.at, message: message`Prometheus takes a number here, and passes over ${words}.`, ...(fix && { fix }) };
    return;
  }
  // Services are left out on the way: the port is asked for at the addresses of the pods.
  const own = service?.ports.find(({ port }) => String(port?.value) === words);
  if (!own?.targetPort || String(own.targetPort.value) === words || ports.some(({ number }) => String(number?.value) === words)) return;
  const target =
    typeof own.targetPort.value === 'number' ? own.targetPort.value : ports.find(({ name }) => name?.value === own.targetPort?.value)?.number?.value;
  if (target === undefined || String(target) === words) return;
  yield {
    at: value.at,
    message: message`Prometheus asks the pods and not the Service, and they have ${target} where the Service has ${words}.`,
    related: [{ at: own.targetPort.at, message: message`The port of the pods stands here.` }],
    fix: use(value, String(target)),
  };
}

function use(value: Value, text: string): Fix {
  return { title: message`Use ${text}`, safe: false, edits: [replaceValue(value, text)] };
}
