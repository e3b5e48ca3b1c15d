import { replaceValue } from '../../fix/fields';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

const VERSIONS: Readonly<Record<string, readonly string[]>> = table({
  Kustomization: ['kustomize.config.k8s.io/v1beta1', 'kustomize.config.k8s.io/v1'],
  Component: ['kustomize.config.k8s.io/v1alpha1'],
});

export default rule({
  id: 'kustomization-version-wrong',
  summary: 'A kustomization has an apiVersion or kind that kustomize does not take.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root }) {
    if (root?.kind !== 'map') return;
    const kind = root.get('kind');
    const version = root.get('apiVersion');
    // Both may be left out.
    const name = kind?.words || 'Kustomization';
    const versions = VERSIONS[name];
    if (!versions) {
      if (kind) {
        const fix = { title: message`Use ${'Kustomization'}`, safe: false, edits: [replaceValue(kind, 'Kustomization')] };
        yield { at: kind.at, message: message`${name} is neither ${'Kustomization'} nor ${'Component'}.`, fix };
      }
      return;
    }
    const [expected = ''] = versions;
    const written = version?.words ?? '';
    if (!version || written === '' || versions.includes(written)) return;
    const fix = { title: message`Use ${expected}`, safe: false, edits: [replaceValue(version, expected)] };
    yield { at: version.at, message: message`The apiVersion of a ${name} is ${expected}.`, fix };
  },
});
