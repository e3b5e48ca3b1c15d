import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'chart-kube-version-narrow',
  summary: 'A chart shuts out the clusters of cloud providers by the way it names Kubernetes versions.',
  severity: 'warning',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'document',
  kinds: ['helm-chart'],

  *check({ root }) {
    const value = root?.get('kubeVersion');
    const text = value?.string();
    if (!value || !text || isTemplated(text.value)) return;
    // Only lower bounds: a version with a suffix is below the bare one for upper bounds too, which lets it through.
    const widened = text.value.replace(/(>=?\s*)v?(\d+(?:\.\d+){0,2})(?![\w.+-])/g, (_, sign: string, version: string) => `${sign}${padded(version)}-0`);
    if (widened === text.value || text.value.includes('-0')) return;
    yield {
      at: text.at,
      message: message`${text.value} does not take versions with a suffix, such as ${'v1.30.2-eks-1552ad0'} and ${'v1.30.2-gke.1587003'}.`,
      fix: { title: message`Use ${widened}`, safe: false, edits: [replaceValue(value, widened)] },
    };
  },
});

function padded(version: string): string {
  return [...version.split('.'), '0', '0'].slice(0, 3).join('.');
}
