import { isClosed } from '../../model/chain-ports';
import { runsForever } from '../../model/pod';
import { markOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'shutdown-missing',
  summary: 'A server ends at once when its pod is stopped, in the middle of requests.',
  severity: 'info',
  stage: 'stop',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container }) {
    // Frameworks and modules that are not known may catch the signal by themselves.
    if (!program || container.role !== 'main' || !runsForever(container.pod) || !isClosed(program)) return;
    const [listen] = program.listens;
    if (!listen || markOf(program, 'signals') || markOf(program, 'shutdown')) return;
    yield {
      at: listen.at,
      message: message`Nothing in the program catches SIGTERM, so requests under way are cut off when the pod stops.`,
      related: [{ at: container.at, message: message`This container runs the program.` }],
    };
  },
});
