import { replaceValue } from '../../fix/fields';
import { imageName } from '../../model/kustomize/evaluate';
import { isTemplated } from '../../model/templated';
import { workloadOf } from '../../model/workload';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'kustomization-image-unused',
  summary: 'A kustomization changes an image that none of its pods runs.',
  severity: 'warning',
  stage: 'pull',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root, file }, project) {
    if (root?.string('kind')?.value === 'Component' || !root?.given('images')) return;
    const contents = project.contentsOf(file);
    if (!contents?.complete || contents.patched.some(({ uncertain }) => uncertain)) return;
    const pods = contents.patched.flatMap(({ object }) => workloadOf(object)?.pod ?? []);
    // Custom resources may hold images of their own, and a configuration may say where.
    if (pods.length === 0 || root.given('configurations') || contents.patched.some(({ object }) => holdsOtherImages(object.group))) return;
    const images = pods.flatMap(({ allContainers }) => allContainers.map(({ value }) => value.string('image')?.value ?? '{{'));
    if (images.some((image) => isTemplated(image))) return;
    const names = [...new Set(images.map(imageName))];
    for (const item of root.items('images')) {
      const name = item.string('name');
      const written = item.get('name');
      // A name with a tag is another rule's.
      if (!name || !written || isTemplated(name.value) || names.includes(name.value) || imageName(name.value) !== name.value) continue;
      const last = (path: string) => path.slice(path.lastIndexOf('/') + 1);
      const near = names.find((one) => last(one) === last(name.value)) ?? suggest(name.value, names)[0];
      yield {
        at: name.at,
        message:
          near === undefined
            ? message`No pod of the kustomization runs the image ${name.value}, so that nothing changes.`
            : message`No pod of the kustomization runs the image ${name.value}, so that nothing changes; did you mean ${near}?`,
        ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
      };
    }
  },
});

/** True for groups that are none of Kubernetes' own. */
function holdsOtherImages(group: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io') && !/^(?:monitoring\.coreos\.com|cert-manager\.io|gateway\.networking\.k8s\.io)$/.test(group);
}
