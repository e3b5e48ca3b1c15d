import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'image-digest-missing',
  summary: 'An image is named without its digest, so that its tag may be moved.',
  severity: 'hint',
  stage: 'pull',
  profile: 'optional',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['checkov:CKV_K8S_43', 'kubescape:C-0306', 'datree:CONTAINERS_MISSING_IMAGE_VALUE_DIGEST'],
  scope: 'container',

  *check({ image, reference }) {
    if (!image || !reference || isTemplated(image.value) || reference.digest !== undefined) return;
    yield { at: image.at, message: message`A tag may be moved to another image; a digest (${'@sha256:…'}) always means the same one.` };
  },
});
