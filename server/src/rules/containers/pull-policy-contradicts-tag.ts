import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'pull-policy-contradicts-tag',
  summary: 'A pull policy that does not go with the image it is for.',
  severity: 'warning',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['polaris:pullPolicyNotAlways', 'checkov:CKV_K8S_15', 'kube-score:container-image-pull-policy', 'kubescape:C-0075'],
  scope: 'container',

  *check({ reference, image, value }, project) {
    const policy = value.string('imagePullPolicy');
    const written = value.get('imagePullPolicy');
    if (!policy || !written || !reference || !image) return;
    const isMutable = reference.digest === undefined && (reference.tag ?? 'latest') === 'latest';
    const fix = { title: message`Leave the pull policy to its default`, safe: false, edits: [removeField(written)] };
    // That the tag moves is what is wrong, and `image-tag-mutable` says so.
    // What is loaded into the nodes by hand must not be pulled.
    if (policy.value === 'IfNotPresent' && isMutable && !project.loadOf(image.value))
      yield { at: policy.at, severity: 'hint', message: message`Each node keeps the first ${image.value} that it pulled, and a newer one never comes.`, fix };
    else if (policy.value === 'Always' && reference.digest !== undefined)
      yield { at: policy.at, severity: 'hint', message: message`A digest always names the same image, so pulling it again brings nothing.`, fix };
    // A name without registry may be an image that was loaded onto the nodes.
    else if (policy.value === 'Never' && reference.name.split('/')[0]?.includes('.'))
      yield { at: policy.at, message: message`${image.value} comes from a registry, but the policy forbids to pull it.`, fix };
  },
});
