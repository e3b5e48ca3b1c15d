import { isRoot } from '../../model/docker/final-user';
import { isWindows } from '../../model/docker/stage-facts';
import { usersOf } from '../../model/image-users';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'user-not-numeric',
  summary: 'The image names its user, where Kubernetes can only check a number.',
  severity: 'hint',
  stage: 'create',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3066'],
  scope: 'image',

  *check(image) {
    const { user } = image;
    if (!user || isRoot(user.value) || isWindows(image.stage)) return;
    const [name = '', group] = user.value.split(':');
    // Words behind the name are another rule's matter, and a number is what is wanted.
    if (!/^[A-Za-z_][\w.-]*$/.test(name)) return;
    const { ids, complete } = usersOf(image);
    // A user that does not exist is another rule's.
    if (complete && !ids.has(name)) return;
    const id = ids.get(name);
    // A number alone brings the group that passwd gives it; in the known images a group of the user's name has the user's number.
    const ownGroup = image.base?.users[name] === undefined ? '' : `:${id}`;
    const groupId = group === undefined ? '' : /^\d+$/.test(group) ? `:${group}` : group === name ? ownGroup : undefined;
    const text = id === undefined || groupId === undefined ? undefined : `${id}${groupId}`;
    const fix: Fix[] = text === undefined ? [] : [{ title: message`Write ${text}`, safe: false, edits: [{ at: user.at, text }] }];
    yield {
      at: user.at,
      message: message`The kubelet cannot tell whether ${name} is root, and refuses it under ${'runAsNonRoot: true'}; a number says it.`,
      fix,
    };
  },
});
