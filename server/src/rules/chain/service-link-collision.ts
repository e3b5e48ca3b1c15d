import { insertField, replaceValue } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';
import { serviceSetting } from './service-variables';

export default rule({
  id: 'service-link-collision',
  summary: 'Kubernetes sets a variable for a Service that the program reads for something else.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container, environment, unknownEnvironment }, project) {
    const { pod } = container;
    const links = pod.value.get('enableServiceLinks');
    // What the manifest sets wins over what the kubelet adds.
    if (!program || links?.plain === false || unknownEnvironment.has('*')) return;
    const reported = new Set<string>();
    for (const read of program.environment) {
      const { key } = read;
      if (reported.has(key) || environment.has(key) || unknownEnvironment.has(key)) continue;
      const object = serviceSetting(key, container, project);
      if (!object?.name) continue;
      reported.add(key);
      yield {
        at: container.at,
        message: message`The program reads ${key}, which Kubernetes sets to an address such as ${'tcp://10.96.12.34:80'} for the Service ${object.name.value}.`,
        related: [
          { at: read.at, message: message`The variable is read here.` },
          { at: object.name.at, message: message`The Service is named here.` },
        ],
        fix: {
          title: message`Leave out the variables of Services`,
          safe: false,
          edits: [links ? replaceValue(links, false) : insertField(pod.value, 'enableServiceLinks', false)],
        },
      };
    }
  },
});
