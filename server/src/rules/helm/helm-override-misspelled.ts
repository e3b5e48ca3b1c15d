import { renameKey } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { isBelow, resolvePath } from '../../text/path';
import { type Finding, rule } from '../rule';
import { nearValue } from './near-value';
import { type GivenValues, valuesIn } from './overrides';

export default rule({
  id: 'helm-override-misspelled',
  summary: 'A value is given to a chart under a name that differs by a slip from the one that the chart reads.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-values', 'kubernetes', 'list'],

  *check(document, project) {
    for (const given of valuesIn(document, project)) {
      const templates = given.isOwn || !given.chart.values ? '' : templatesOf(given, project);
      if (templates !== '' && given.chart.values) yield* checkLevel(given.values, given.chart.values, '', given, templates);
    }
  },
});

/** All that the templates say that can be read. */
function templatesOf({ chart }: GivenValues, project: Project): string {
  const own = project.documentsOf('helm-template').filter(({ file }) => isBelow(resolvePath(chart.folder, 'templates'), file));
  return own.map(({ source }) => source.text).join('\n');
}

function* checkLevel(given: Value, base: Value, path: string, values: GivenValues, templates: string): Iterable<Finding> {
  for (const { name, at, value } of given.fields()) {
    // What lies below the name of another chart is that chart's, and `global` everybody's.
    if (path === '' && (name === 'global' || values.chart.dependencies.includes(name))) continue;
    const known = base.get(name);
    if (known && value.kind === 'map') yield* checkLevel(value, known, `${path}.${name}`, values, templates);
    const near = known ? undefined : misspelled(name, given, base);
    // Read by name, the one is; the other is nowhere, not even in a template that takes the mapping as a whole.
    if (near === undefined || mentions(templates, name) || !templates.includes(`.Values${path}.${near}`) || readsWhole(templates, path)) continue;
    yield {
      at,
      message: message`The chart reads no ${name} here; did you mean ${near}?`,
      related: [{ at: base.fields().find((one) => one.name === near)?.at ?? base.headAt, message: message`The values of the chart have this.` }],
      fix: { title: message`Use ${near}`, safe: false, edits: [renameKey({ at }, near)] },
    };
  }
}

function misspelled(name: string, given: Value, base: Value): string | undefined {
  const candidates = base.fields().flatMap((field) => (given.get(field.name) ? [] : field.name));
  return nearValue(name, candidates);
}

function mentions(templates: string, word: string): boolean {
  return new RegExp(`(?<![\\w-])${word.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`).test(templates);
}

/** `toYaml .Values.pod`, `range .Values.pod`, `with .Values.pod`: keys of it may come from anywhere. */
function readsWhole(templates: string, path: string): boolean {
  return new RegExp(`\\.Values${path.replace(/[^\w]/g, '\\$&')}(?![\\w.-])`).test(templates);
}
