import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'chart-dependency-invalid',
  summary: 'The dependencies of a chart are written in a way that Helm refuses or passes over.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-chart'],

  // helm.sh/helm/pkg/chart/v2, Dependency.Validate and Metadata.Validate.
  *check({ root }) {
    if (root?.kind !== 'map') return;
    const dependencies = root.items('dependencies');
    const version = root.get('apiVersion');
    if (version?.words === 'v1' && dependencies.length > 0) {
      yield {
        at: root.get('dependencies')?.keyAt ?? root.headAt,
        severity: 'warning',
        message: message`In a chart of version ${'v1'} Helm reads dependencies from ${'requirements.yaml'} only.`,
        fix: { title: message`Make it ${'apiVersion: v2'}`, safe: false, edits: [replaceValue(version, 'v2')] },
      };
    }
    const first = new Map<string, Value>();
    for (const item of dependencies) {
      const name = item.get('name');
      const alias = item.get('alias');
      if (item.kind === 'map' && (name?.words ?? '') === '') yield { at: name?.keyAt ?? item.headAt, message: message`A dependency needs a ${'name'}.` };
      const words = alias?.words ?? '';
      if (alias && words !== '' && !isTemplated(words) && !/^[a-zA-Z0-9_-]+$/.test(words)) {
        yield { at: alias.at, message: message`The alias ${words} must hold letters, digits, hyphens and underscores only.` };
      }
      const known = words === '' ? name : alias;
      const key = known?.words;
      if (!known || key === undefined || key === '') continue;
      const other = first.get(key);
      if (other) {
        yield {
          at: known.at,
          message: message`Another dependency is called ${key} already; an ${'alias'} would tell them apart.`,
          related: [{ at: other.at, message: message`It stands here.` }],
        };
      } else first.set(key, known);
    }
  },
});
