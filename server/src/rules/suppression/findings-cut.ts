import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'findings-cut',
  summary: 'A file has more findings than are shown.',
  severity: 'info',
  stage: 'observe',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'limit',

  *check({ at, shown, total }) {
    yield { at, message: message`This file has ${total} findings; the first ${shown} are shown.` };
  },
});
