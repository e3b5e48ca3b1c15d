import { chartIn } from '../../model/helm/charts';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { rule } from '../rule';
import { actionsIn, chartFolderOf, type TemplateAction, VALUE } from './template-actions';

const RANGE = /^range\s+(?:\$\w+\s*(?:,\s*\$\w+\s*)?:=\s*)?\$?\.Values((?:\.[A-Za-z_]\w*)+)$/;

export default rule({
  id: 'helm-value-type-unfit',
  summary: 'A template goes into a value that is no map, or over one that is no list.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-template'],

  // text/template: fields of a text, and a loop over it, end the rendering, whatever `default` stands behind.
  *check({ source, file }, project) {
    const folder = chartFolderOf(file);
    const chart = folder === undefined ? undefined : chartIn(folder, project);
    // A chart around it may set its values too.
    if (!chart?.values || chart.isInner) return;
    const layers = [chart.values, ...chart.others];
    const actions = actionsIn(source.text);
    for (const action of actions) {
      if (!action.conditions.every((condition) => isCertain(condition, layers))) continue;
      const looped = RANGE.exec(action.words)?.[1];
      const over = looped === undefined ? undefined : valueAt(looped.slice(1).split('.'), layers);
      // Newer versions of Go count up to a number.
      if (looped !== undefined && over && (over.plain === true || (typeof over.plain === 'string' && over.plain !== '')) && !isAskedAbout(looped, actions)) {
        const start = action.start + action.words.indexOf(looped) + 1;
        yield {
          at: source.span(start, start + looped.length - 1),
          message: message`The values of the chart have a ${over.kind} for ${looped.slice(1)}, and ${'range'} goes over lists and maps.`,
          related: [{ at: over.at, message: message`It is set here.` }],
        };
      }
      for (const use of action.words.matchAll(VALUE)) {
        const names = (use[1] ?? '').slice(1).split('.');
        const index = names.findIndex((_, at) => at > 0 && isNoMap(valueAt(names.slice(0, at), layers)));
        const holder = index < 0 ? undefined : valueAt(names.slice(0, index), layers);
        const way = names.slice(0, index);
        if (!holder || isAskedAbout(`.${way.join('.')}`, actions)) continue;
        const start = action.start + use.index + use[0].length - (use[1]?.length ?? 0) + way.join('.').length + 2;
        yield {
          at: source.span(start, start + (names[index]?.length ?? 0)),
          message: message`The values of the chart have a ${holder.kind} for ${way.join('.')}, which has no ${names[index] ?? ''}.`,
          related: [{ at: holder.at, message: message`It is set here.` }],
        };
      }
    }
  },
});

/** The value of the chart's own, where no other file has one of another kind. */
function valueAt(way: readonly string[], [own, ...others]: readonly Value[]): Value | undefined {
  const found = own?.given(...way);
  return found && others.every((other) => (other.given(...way)?.kind ?? found.kind) === found.kind) ? found : undefined;
}

function isNoMap(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== 'map' && value.kind !== 'null';
}

/** A condition of one value that is set and true, in all files that set it. */
function isCertain(condition: string, layers: readonly Value[]): boolean {
  const path = /^if\s+\$?\.Values((?:\.[A-Za-z_]\w*)+)$/.exec(condition)?.[1];
  const value = path === undefined ? undefined : valueAt(path.slice(1).split('.'), layers);
  return value?.plain === true || (typeof value?.plain === 'string' && value.plain !== '');
}

/** Whether a template asks what kind of thing a value is, or what it is: then it knows that there are several. */
function isAskedAbout(path: string, actions: readonly TemplateAction[]): boolean {
  const whole = new RegExp(`\\.Values${path.replaceAll('.', '\\.')}(?![\\w.])`);
  return actions.some(
    ({ words }) => /^(?:else\s+)?(?:if|with)\b|\b(?:kindIs|kindOf|typeIs|typeOf|typeIsLike|eq|ne|and|or|not|ternary|hasKey)\b/.test(words) && whole.test(words),
  );
}
