import { _ } from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import { makeAjv } from './ajv';
import { definitionSchema, reachable, schemaId } from './json-schema';
import { corePack, definition, definitionCount, definitionNamed } from './pack';

/** The modules with the validators of all definitions, by file name. Run by the build. */
export function sources(): ReadonlyMap<string, string> {
  const chunks = partition();
  const names = [...chunks.keys()];
  const chunkOf: number[] = [];
  const files = new Map<string, string>();
  for (const [name, definitions] of chunks) {
    for (const index of definitions) chunkOf[index] = names.indexOf(name);
    files.set(`${name}.js`, chunkSource(definitions));
  }
  files.set(
    'index.js',
    `const chunks = [${names.map((name) => `() => require('./${name}.js')`).join(',')}];
exports.chunkOf = ${JSON.stringify(chunkOf)};
exports.load = (chunk, lookup) => chunks[chunk]()(lookup);`,
  );
  return files;
}

/** What most manifests need lies together: pods, and what every object has. The rest goes by API group. */
function partition(): ReadonlyMap<string, readonly number[]> {
  const pod = reachable(corePack(), [definitionNamed('core.v1.PodTemplateSpec')?.index ?? 0]);
  const chunks = new Map<string, number[]>();
  for (let index = 0; index < definitionCount(); index++) {
    const name = pod.has(index) ? 'pod' : (definition(index).name.split('.')[0] ?? '');
    const list = chunks.get(name);
    if (list) list.push(index);
    else chunks.set(name, [index]);
  }
  return chunks;
}

function chunkSource(definitions: readonly number[]): string {
  const ajv = makeAjv({ ref: never, code: _`lookup` }, { source: true });
  for (const index of definitions) ajv.addSchema(definitionSchema(corePack(), index));
  const code = standaloneCode(ajv, Object.fromEntries(definitions.map((index) => [`d${index}`, schemaId(index)])));
  return `module.exports = (lookup) => { const exports = {}; ${code}; return exports; };`;
}

function never(): never {
  throw new Error('generated code is not run while it is made');
}
