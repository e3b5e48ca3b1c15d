import { setField } from '../../fix/fields';
import type { Container } from '../../model/container';
import type { Value } from '../../model/object';
import { securityContext } from '../../model/security-context';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

const RECURSIVE = ['Disabled', 'IfPossible', 'Enabled'];
/** From this minor on a part of an image volume may be mounted. */
const IMAGE_PATHS_SINCE = 33;

export default rule({
  id: 'mount-option-invalid',
  summary: 'An option of a mount that does not go with the others.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['monokle:KBP115'],
  scope: 'container',

  *check(container, { kubernetes }) {
    for (const mount of container.value.items('volumeMounts')) {
      yield* checkPropagation(mount, container);
      yield* checkRecursive(mount);
      const name = mount.string('name')?.value;
      const part = mount.given('subPath') ?? mount.given('subPathExpr');
      const isImage = container.pod.volumes.some((volume) => volume.name?.value === name && volume.sources.some(({ kind }) => kind === 'image'));
      if (isImage && part && kubernetes.from < IMAGE_PATHS_SINCE)
        yield { at: part.keyAt, message: message`A part of an image can be mounted from 1.${IMAGE_PATHS_SINCE} on; the range starts at 1.${kubernetes.from}.` };
    }
  },
});

function* checkPropagation(mount: Value, container: Container): Iterable<Finding> {
  const propagation = mount.string('mountPropagation');
  const { privileged } = securityContext(container);
  if (propagation?.value !== 'Bidirectional' || (privileged && privileged.value !== false)) return;
  yield {
    at: propagation.at,
    message: message`Only a privileged container may mount something in a way that the node sees it.`,
    fix: { title: message`Use ${'HostToContainer'}`, safe: false, edits: setField(mount, ['mountPropagation'], 'HostToContainer') },
  };
}

function* checkRecursive(mount: Value): Iterable<Finding> {
  const recursive = mount.string('recursiveReadOnly');
  const propagation = mount.string('mountPropagation');
  if (!recursive || isTemplated(recursive.value) || recursive.value === 'Disabled') return;
  if (!RECURSIVE.includes(recursive.value)) yield { at: recursive.at, message: message`${recursive.value} is none of ${RECURSIVE}.` };
  else if (mount.boolean('readOnly')?.value !== true)
    yield {
      at: recursive.at,
      message: message`${recursive.value} needs ${'readOnly: true'} beside it.`,
      fix: { title: message`Mount it read-only`, safe: false, edits: setField(mount, ['readOnly'], true) },
    };
  else if (propagation && propagation.value !== 'None' && propagation.value !== '')
    yield {
      at: recursive.at,
      message: message`${recursive.value} does not go with the mount propagation ${propagation.value}.`,
      related: [{ at: propagation.at, message: message`The propagation is here.` }],
    };
}
