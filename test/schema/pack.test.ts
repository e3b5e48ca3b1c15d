import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { MINORS } from '../../schemas/generate/sources';
import { DEFAULT_RANGE, KNOWN_VERSIONS } from '../../server/src/model/kubernetes-range';
import { allKinds, definition, definitionCount, definitionNamed, isCoreGroup, kindFacts } from '../../server/src/schema/pack';
import type { PackField } from '../../server/src/schema/pack-file';
import { read, root } from '../repository';

const definitions = Array.from({ length: definitionCount() }, (_, index) => definition(index));
const fields = definitions.flatMap((one) => [...one.fields.values()]);

describe('the facts about Kubernetes', () => {
  it('cover every minor that a range may name', () => {
    assert.deepEqual(
      MINORS.map(({ minor }) => minor),
      Array.from({ length: KNOWN_VERSIONS.to - KNOWN_VERSIONS.from + 1 }, (_, index) => KNOWN_VERSIONS.from + index),
    );
    assert.equal(DEFAULT_RANGE.to, KNOWN_VERSIONS.to);
  });

  it('hold as many kinds in each minor as the packages', () => {
    for (const { minor, counts } of MINORS) {
      const served = allKinds().filter(({ since, last }) => since <= minor && minor <= last);
      assert.equal(served.length, counts?.[0], `1.${minor}`);
    }
  });

  it('hold as much as they should', () => {
    const ranged = fields.filter(({ segments }) => segments.length > 1 || segments.some(({ from, to }) => from > 0 || to < 999));
    assert.deepEqual(
      {
        kinds: allKinds().length,
        definitions: definitions.length,
        fields: fields.length,
        ranged: ranged.length,
        changing: fields.filter(({ segments }) => segments.length > 1).length,
        listed: fields.filter(({ allowed }) => allowed).length,
      },
      { kinds: 176, definitions: 1237, fields: 4916, ranged: 323, changing: 64, listed: 111 },
    );
    assert.ok(read('schemas/kubernetes.json').length < 200_000);
  });

  it('refer to definitions that exist', () => {
    for (const { segments } of fields) {
      for (const segment of segments) assert.ok(segment.definition < definitions.length);
    }
    for (const kind of allKinds()) assert.ok(definition(kind.definition).fields.has('metadata') || kind.kind === 'Status', kind.kind);
  });

  // Facts that the release notes of Kubernetes tell.
  const SINCE = {
    'core.v1.Probe#grpc': 23,
    'batch.v1.CronJobSpec#timeZone': 24,
    'core.v1.PodSpec#hostUsers': 25,
    'batch.v1.JobSpec#podFailurePolicy': 25,
    'core.v1.PodSpec#schedulingGates': 26,
    'core.v1.Container#resizePolicy': 27,
    'core.v1.Container#restartPolicy': 28,
    'core.v1.LifecycleHandler#sleep': 29,
    'core.v1.ServiceSpec#trafficDistribution': 30,
    'core.v1.Volume#image': 31,
    'core.v1.PodSpec#resources': 32,
    'core.v1.PodSpec#hostnameOverride': 34,
    'core.v1.PodStatus#resize': 27,
    'core.v1.ContainerStatus#resources': 27,
    'admissionregistration.v1alpha1.ValidatingAdmissionPolicy#status': 27,
    'resource.v1alpha3.ResourceClaimStatus#devices': 32,
  };
  for (const [field, since] of Object.entries(SINCE)) it(`${field} exists since 1.${since}`, () => assert.equal(fieldNamed(field).since, since));

  it('say until when a field was there', () => {
    assert.equal(fieldNamed('core.v1.ServiceSpec#topologyKeys').last, 21);
    assert.equal(fieldNamed('scheduling.v1alpha1.Workload#spec').last, Number.MAX_SAFE_INTEGER);
    assert.equal(fieldNamed('core.v1.PodSpec#workloadRef').since, 35);
    assert.equal(fieldNamed('core.v1.PodSpec#workloadRef').last, 35);
  });

  it('say what changed within a field', () => {
    assert.deepEqual(
      fieldNamed('core.v1.PersistentVolumeClaimSpec#resources').segments.map(({ to, definition: index }) => [to, definition(index).name]),
      [
        [28, 'core.v1.ResourceRequirements'],
        [Number.MAX_SAFE_INTEGER, 'core.v1.VolumeResourceRequirements'],
      ],
    );
    assert.deepEqual(
      fieldNamed('apps.v1.StatefulSetSpec#serviceName').segments.map(({ from, required }) => [from, required]),
      [
        [0, true],
        [33, false],
      ],
    );
    assert.deepEqual(
      fieldNamed('core.v1.Toleration#operator').allowed?.map(({ value, since }) => [value, since]),
      [
        ['Equal', 0],
        ['Exists', 0],
        ['Gt', 35],
        ['Lt', 35],
      ],
    );
  });

  it('know the types that the API document writes as strings', () => {
    const leaf = (name: string) => fieldNamed(name).segments[0]?.leaf;
    assert.equal(leaf('core.v1.ResourceRequirements#limits'), 'quantity');
    assert.equal(leaf('core.v1.ServicePort#targetPort'), 'int-or-string');
    assert.equal(leaf('core.v1.Secret#data'), 'bytes');
    assert.equal(leaf('meta.v1.ObjectMeta#creationTimestamp'), 'time');
    assert.equal(
      fieldNamed('core.v1.Lifecycle#stopSignal').allowed?.some(({ value }) => value === 'SIGRTMIN+1'),
      true,
    );
  });

  it('know where kinds live', () => {
    assert.deepEqual(kindFacts('networking.k8s.io', 'v1', 'IngressClass'), {
      group: 'networking.k8s.io',
      version: 'v1',
      kind: 'IngressClass',
      plural: 'ingressclasses',
      namespaced: false,
      definition: definitionNamed('networking.v1.IngressClass')?.index,
      since: 19,
      last: 36,
    });
    assert.equal(kindFacts('scheduling.k8s.io', 'v1alpha1', 'Workload')?.since, 35);
    assert.equal(kindFacts('scheduling.k8s.io', 'v1alpha1', 'Workload')?.last, 35);
    assert.ok(isCoreGroup('apps') && isCoreGroup('') && !isCoreGroup('argoproj.io'));
  });

  it('come with texts and gates', () => {
    const texts = JSON.parse(brotliDecompressSync(readFileSync(join(root, 'schemas/descriptions.json.br'))).toString()) as {
      texts: string[];
      definitions: [number, Record<string, number>][];
      gates: Record<string, unknown>;
    };
    assert.equal(texts.definitions.length, definitions.length);
    const pod = definitionNamed('core.v1.PodSpec')?.index ?? 0;
    assert.match(texts.texts[texts.definitions[pod]?.[1].hostUsers ?? -1] ?? '', /user namespace/);
    assert.deepEqual(texts.gates['batch.v1.CronJobSpec#timeZone'], ['CronJobTimeZone', 24, 25]);
  });
});

function fieldNamed(name: string): PackField {
  const [holder = '', field = ''] = name.split('#');
  const found = definitionNamed(holder)?.fields.get(field);
  assert.ok(found, `there is no ${name}`);
  return found;
}
