import { insertField, replaceSource, replaceValue } from '../../fix/fields';
import { quoted } from '../../fix/write-yaml';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** As loose as Helm itself reads versions: github.com/Masterminds/semver, NewVersion. */
const VERSION = /^v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const TYPES = ['application', 'library'];

export default rule({
  id: 'chart-field-invalid',
  summary: 'A Chart.yaml lacks what Helm needs, or says it in a way that Helm does not read.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-chart'],

  // helm.sh/helm/pkg/chart/v2, Metadata.Validate, and the lint rules of charts.
  *check({ root }) {
    if (root?.kind !== 'map') return;
    yield* checkApiVersion(root);
    const name = root.get('name');
    if (name?.words !== undefined && !isTemplated(name.words) && (/[/\\]/.test(name.words) || name.words === '.' || name.words === '..')) {
      yield { at: name.at, message: message`${name.words} is no name of a chart: it would be a path.` };
    }
    const version = root.get('version');
    if (!version || version.words === undefined || version.words === '') {
      yield { at: version?.keyAt ?? root.get('name')?.keyAt ?? root.headAt, message: message`A chart needs a ${'version'}.` };
    } else if (!isTemplated(version.words) && !VERSION.test(version.words)) {
      yield { at: version.at, message: message`${version.words} is no version such as ${'1.4.2'}.` };
    }
    const type = root.get('type');
    if (type?.words !== undefined && type.words !== '' && !isTemplated(type.words) && !TYPES.includes(type.words)) {
      const [near] = suggest(type.words, TYPES);
      const fix = near === undefined ? [] : { title: message`Use ${near}`, safe: false, edits: [replaceValue(type, near)] };
      yield { at: type.at, message: message`${type.words} is no type of chart; there are ${TYPES}.`, fix };
    }
    yield* changed(version);
    yield* changed(root.get('appVersion'));
  },
});

function* checkApiVersion(root: Value): Iterable<Finding> {
  const written = root.get('apiVersion');
  if (!written || written.words === undefined || written.words === '') {
    const fix = {
      title: message`Add ${'apiVersion: v2'}`,
      safe: false,
      edits: [written ? replaceValue(written, 'v2') : insertField(root, 'apiVersion', 'v2')],
    };
    yield { at: written?.keyAt ?? root.get('name')?.keyAt ?? root.headAt, message: message`A chart needs an ${'apiVersion'}.`, fix };
  } else if (!isTemplated(written.words) && written.words !== 'v1' && written.words !== 'v2') {
    const fix = { title: message`Use ${'v2'}`, safe: false, edits: [replaceValue(written, 'v2')] };
    yield { at: written.at, message: message`The apiVersion of a chart is ${'v2'}, or ${'v1'} for Helm 2.`, fix };
  }
}

/** Helm turns numbers into texts by itself, and `1.10` has become 1.1 by then. */
function* changed(value: Value | undefined): Iterable<Finding> {
  const { words } = value ?? {};
  if (!value || words === undefined || value.kind !== 'number' || String(value.plain) === words) return;
  const fix = { title: message`Put ${words} in quotes`, safe: true, edits: [replaceSource(value, quoted(words))] };
  yield { at: value.at, severity: 'warning', message: message`Without quotes ${words} is the number ${String(value.plain)}.`, fix };
}
