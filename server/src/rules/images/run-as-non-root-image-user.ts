import { insertLinesAbove, insertLinesBelow } from '../../fix/docker-lines';
import { setField } from '../../fix/fields';
import type { Container } from '../../model/container';
import type { Image } from '../../model/image';
import { type ImageUser, isNumeric, userOf } from '../../model/image-users';
import { runningImage } from '../../model/running-image';
import { isWindows, securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';

/** The number that distroless gives its `nonroot`; any other above 0 would do. */
const NONROOT = 65532;

export default rule({
  id: 'run-as-non-root-image-user',
  summary: 'A container must not run as root, and its image runs as root or as a name that nobody can look up.',
  severity: 'error',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    const { runAsNonRoot, runAsUser } = securityContext(container);
    if (runAsNonRoot?.value !== true || runAsUser || isWindows(container.pod)) return;
    const running = runningImage(container, project);
    const user = running && userOf(running.image);
    if (!running || !user) return;
    const isRoot = user.name === '' || (isNumeric(user) && user.id === 0);
    // The kubelet looks at digits alone: every name is refused, `root` as well as `nonroot` (pkg/kubelet/kuberuntime/security_context.go).
    if (!isRoot && isNumeric(user)) return;
    const { image, chain } = running;
    const at = chain && user.at;
    yield {
      at: at ?? runAsNonRoot.at,
      message: say(user, isRoot, Boolean(at)),
      ...(!isRoot && { seen: refusalOf(user.name) }),
      covers: ['user-not-numeric'],
      ...related(at ? runAsNonRoot.at : undefined, chain && !at ? image.lineage.at(-1)?.base.at : undefined),
      ...fixesFor(container, image, user, chain !== undefined && !image.ko),
    };
  },
});

/** What the kubelet says of a name; of root it says what the page quotes first. */
function refusalOf(name: string): string {
  return `CreateContainerConfigError: container has runAsNonRoot and image has non-numeric user (${name}), cannot verify user is non-root`;
}

function related(refused: Span | undefined, base: Span | undefined): Pick<Finding, 'related'> {
  if (refused) return { related: [{ at: refused, message: message`Root is refused here.` }] };
  return base ? { related: [{ at: base, message: message`The image is made from this one.` }] } : {};
}

function say(user: ImageUser, isRoot: boolean, isWritten: boolean): Finding['message'] {
  if (isRoot) {
    if (isWritten) return message`The image runs as root, which ${'runAsNonRoot'} refuses.`;
    return message`The image of this container runs as root, and nothing here says another user.`;
  }
  return message`The image's user is the name ${user.name}, and ${'runAsNonRoot'} takes a number alone.`;
}

function fixesFor(container: Container, image: Image, user: ImageUser, isOwn: boolean): Pick<Finding, 'fix'> {
  const fixes: Fix[] = [];
  const id = user.id === 0 || user.id === undefined ? (user.name === '' || user.id === 0 ? NONROOT : undefined) : user.id;
  if (id === undefined) return {};
  const context = securityContext(container).ofContainer ?? securityContext(container).ofPod;
  if (isOwn) fixes.push({ title: message`Use user ${id} in the image`, safe: false, edits: [setUser(image, id)] });
  if (context) fixes.push({ title: message`Run as user ${id}`, safe: false, edits: setField(context, ['runAsUser'], id) });
  return fixes.length > 0 ? { fix: fixes } : {};
}

/** Replaces the user's name, with the group behind it, or adds a USER in front of what starts the program. */
function setUser(image: Image, id: number) {
  const written = image.user;
  if (written) return { at: written.at, text: written.value.includes(':') ? `${id}:${id}` : String(id) };
  const { dockerfile, stage } = image;
  const start = stage.instructions.find(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD');
  if (start) return insertLinesAbove(dockerfile, start, [`USER ${id}:${id}`]);
  return insertLinesBelow(dockerfile, stage.instructions.at(-1) ?? stage.from, [`USER ${id}:${id}`]);
}
