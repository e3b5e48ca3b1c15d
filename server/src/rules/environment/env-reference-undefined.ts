import { moveItemBefore } from '../../fix/move-item';
import type { Container, EnvironmentVariable } from '../../model/container';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';

/** Shells and programs write other things this way; only what looks like a variable is taken for one. */
const REFERENCE = /(\$+)\(([A-Z_][A-Z0-9_]*)\)/g;
/** The kubelet sets such variables for each Service (`enableServiceLinks`). */
const OF_SERVICE = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)$/;

export default rule({
  id: 'env-reference-undefined',
  summary: 'A reference `$(NAME)` to a variable that is not set, or set only below.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    const { environment, environmentFrom, command, arguments: args } = container;
    // Names that come from elsewhere: the files do not tell which.
    if (environmentFrom.length > 0 || environment.some(({ name }) => name && isTemplated(name.value))) return;
    const names = new Set(environment.flatMap(({ name }) => name?.value ?? []));
    for (const [index, variable] of environment.entries()) {
      if (!variable.literal) continue;
      const before = new Set(environment.slice(0, index).flatMap(({ name }) => name?.value ?? []));
      for (const name of referencesIn(variable.literal.value)) {
        const definition = environment.slice(index + 1).find((other) => other.name?.value === name);
        if (before.has(name)) continue;
        if (definition) yield later(variable, variable.literal, definition, name);
        else if (name !== variable.name?.value) yield* unknown(variable.literal, name, before, container, project);
      }
    }
    for (const text of [...command, ...args])
      for (const name of referencesIn(text.value)) if (!names.has(name)) yield* unknown(text, name, names, container, project);
  },
});

function later(variable: EnvironmentVariable, text: Located<string>, definition: EnvironmentVariable, name: string): Finding {
  const edits = moveItemBefore(definition.item, variable.item);
  return {
    at: text.at,
    message: message`The variable ${name} is set only below, so the text ${`$(${name})`} stays as it is.`,
    related: definition.name ? [{ at: definition.name.at, message: message`It is set here.` }] : [],
    ...(edits && { fix: { title: message`Set ${name} first`, safe: false, edits } }),
  };
}

function* unknown(text: Located<string>, name: string, names: ReadonlySet<string>, container: Container, project: Project): Iterable<Finding> {
  if (OF_SERVICE.test(name) || name.startsWith('KUBERNETES_') || isReplaced(name, project)) return;
  const [near] = suggest(name, names);
  yield {
    at: text.at,
    message:
      near === undefined
        ? message`No variable ${name} is set here, so the text ${`$(${name})`} stays as it is.`
        : message`No variable ${name} is set here; did you mean ${near}?`,
    ...(near !== undefined && renameIn(text, name, near, container)),
  };
}

function renameIn({ at }: Located<string>, name: string, near: string, { value }: Container): { fix?: Fix } {
  const origin = value.at.start - value.node.start;
  const source = value.document.text.slice(at.start - origin, at.end - origin);
  const index = source.indexOf(`$(${name})`);
  if (index < 0) return {};
  const start = at.start + index + 2;
  return { fix: { title: message`Use ${near}`, safe: false, edits: [{ at: { file: at.file, start, end: start + name.length }, text: near }] } };
}

/** The names in `$(NAME)`; of dollar signs in front, two stand for one (third_party/forked/golang/expansion). */
function referencesIn(text: string): Set<string> {
  return new Set([...text.matchAll(REFERENCE)].flatMap(([, dollars = '', name = '']) => (dollars.length % 2 === 1 ? [name] : [])));
}

/** The `vars` of a kustomization are written the same way. */
function isReplaced(name: string, project: Project): boolean {
  return project.documentsOf('kustomization').some(({ root }) => root?.items('vars').some((item) => item.string('name')?.value === name));
}
