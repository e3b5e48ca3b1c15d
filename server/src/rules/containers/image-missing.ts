import { describeContainer } from '../../model/container';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { slipsBetween } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'image-missing',
  summary: 'A container without an image.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    const image = container.value.given('image');
    if ((image && image.words !== '') || isPatch(container.pod.owner, project)) return;
    // A slip in the key is an unknown field, and reported as that.
    if (!image && container.value.fields().some(({ name }) => name !== 'image' && slipsBetween(name, 'image') <= 1)) return;
    yield { at: image?.at ?? container.at, message: message`${describeContainer(container)} has no image.` };
  },
});

/** A part of an object that another file holds: kubeadm and overlays name no images. */
function isPatch(object: KubeObject, project: Project): boolean {
  const { file, kind, name } = object;
  if (/(?:^|[/._-])patch(?:es)?[/._-]/i.test(file)) return true;
  return name !== undefined && project.find(kind.value, name.value, object).some((other) => other.file !== file);
}
