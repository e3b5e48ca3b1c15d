import { insertField, replaceValue } from '../../fix/fields';
import { buildService } from '../../model/service';
import { message } from '../../text/message';
import { rule } from '../rule';

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
    const services = project
      .objects('Service', '')
      .filter(({ namespace }) => !namespace || !pod.owner.namespace || namespace.value === pod.owner.namespace.value);
    const reported = new Set<string>();
    for (const read of program.environment) {
      const { key } = read;
      if (reported.has(key) || !key.endsWith('_PORT') || environment.has(key) || unknownEnvironment.has(key)) continue;
      const object = services.find(({ name }) => name && `${name.value.toUpperCase().replaceAll('-', '_')}_PORT` === key);
      const service = object && buildService(object);
      // The variables are made for Services with an address, and for those that exist when the pod starts.
      if (!object?.name || !service || service.headless || service.type === 'ExternalName' || service.ports.length === 0) continue;
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
