import { existsSync, statSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { Analysis } from '../../server/src/engine/analysis';
import { checkAs } from '../../server/src/schema/check';
import { coreSchema, type ObjectSchema } from '../../server/src/schema/object-schema';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';
import { hold, makeOfAll, percentile, processorTime, say, timesOf, usedHeap } from './figures';
import { manifests } from './manifests';

// What the schemas cost: in memory, for each Deployment, and how large they are.

const RANGE = { from: 33, to: 36 };
const ROUNDS = 5;

function schemaOf(value: Value): ObjectSchema | undefined {
  const [version, group = ''] = (value.string('apiVersion')?.value ?? '').split('/').reverse();
  return coreSchema(group, version ?? '', value.string('kind')?.value ?? '');
}

function objects(texts: readonly string[]): Value[] {
  return texts.flatMap((text) => readYaml('a.yaml', text).documents.flatMap((document) => Value.root(document) ?? []));
}

function measureHeap(): void {
  const values = objects(manifests(60));
  const before = usedHeap();
  for (const value of values) hold(schemaOf(value)?.validate(value.toJson(), RANGE));
  say({ name: 'Schemas: heap, with validators for the kinds of an ordinary project', value: (usedHeap() - before) / 1e6, unit: 'MB', below: 6 });
}

function measureValidation(): void {
  const deployments = objects(manifests(1000)).filter((value) => value.string('kind')?.value === 'Deployment');
  const schema = schemaOf(deployments[0] as Value) as ObjectSchema;
  const json = deployments.map((value) => value.toJson());
  const alone = timesOf(200, () => makeOfAll(json, (one) => schema.validate(one, RANGE))).slice(100);
  const whole = timesOf(200, () => makeOfAll(deployments, (value) => checkAs(value, schema, RANGE))).slice(100);
  const each = (times: readonly number[]) => (percentile(times, 0.5) / deployments.length) * 1000;
  const on = `${deployments.length} Deployments`;
  say({ name: 'Validation of a Deployment, warm', value: each(alone), unit: 'µs', below: 20, on });
  say({ name: 'The same from the tree, with findings at their places', value: each(whole), unit: 'µs', on });
}

function measureManifests(): void {
  const texts = manifests(1000, 7);
  const check = () => {
    const analysis = new Analysis();
    makeOfAll(texts, (text, index) => analysis.setFile(`file${index}.yaml`, text));
    hold(analysis.allReports());
  };
  const parse = () => makeOfAll(texts, (text) => parseAllDocuments(text));
  const times: number[][] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [which, run] of [check, parse].entries()) {
      const start = processorTime();
      run();
      if (round > 0) times[which]?.push(processorTime() - start);
    }
  }
  const [checked, parsed] = times.map((one) => Math.min(...one)) as [number, number];
  say({
    name: '1,000 manifests checked by every rule, against parsing alone with `yaml`',
    value: checked / parsed,
    unit: 'times',
    on: `${checked.toFixed(0)} ms of CPU against ${parsed.toFixed(0)}`,
  });
}

function measureSizes(): void {
  say({ name: 'Size of the pack of schemas', value: statSync('schemas/kubernetes.json').size / 1000, unit: 'KB', below: 200 });
  if (existsSync('seaworthy.vsix')) say({ name: 'Size of the extension', value: statSync('seaworthy.vsix').size / 1e6, unit: 'MB', below: 3 });
}

measureSizes();
measureHeap();
measureValidation();
measureManifests();
