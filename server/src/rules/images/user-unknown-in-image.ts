import { userOf, usersOf } from '../../model/image-users';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'user-unknown-in-image',
  summary: 'USER names somebody whom the image does not know.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'image',

  *check(image) {
    const user = userOf(image);
    if (!user?.at || user.name === '' || /^\d+$|\s/.test(user.name)) return;
    const { ids, complete } = usersOf(image);
    if (!complete || ids.has(user.name)) return;
    const from = image.lineage.at(-1)?.base;
    yield {
      at: user.at,
      message: message`There is no user ${user.name} in this image: nothing makes one, and the base has none.`,
      ...(from && { related: [{ at: from.at, message: message`The image is made from this one.` }] }),
      // A number needs no entry in passwd.
      fix: { title: message`Use user ${65532}`, safe: false, edits: [{ at: user.at, text: image.user?.value.includes(':') ? '65532:65532' : '65532' }] },
    };
  },
});
