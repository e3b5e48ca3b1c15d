import { setField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'loaded-image-pulled',
  summary: 'An image that a script loads into the nodes is asked for in a registry all the same.',
  severity: 'error',
  stage: 'pull',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ reference, image, value }, project) {
    if (!image || !reference) return;
    const policy = value.string('imagePullPolicy');
    const isDefault = policy === undefined && !value.given('imagePullPolicy') && (reference.tag ?? 'latest') === 'latest';
    if (!isDefault && policy?.value !== 'Always') return;
    const load = project.loadOf(image.value);
    if (!load) return;
    yield {
      at: policy?.at ?? image.at,
      message: policy
        ? message`${'Always'} asks a registry for ${image.value}, which no registry has: it is loaded into the nodes.`
        : message`Without a pull policy, this tag is pulled every time, and no registry has ${image.value}: it is loaded into the nodes.`,
      related: [{ at: load.at, message: message`${load.by} loads it here.` }],
      fix: { title: message`Pull it only where it is absent`, safe: false, edits: setField(value, ['imagePullPolicy'], 'IfNotPresent') },
    };
  },
});
