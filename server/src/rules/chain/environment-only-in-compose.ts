import { addVariable } from '../../fix/containers';
import { composeServices } from '../../model/links/compose-services';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'environment-only-in-compose',
  summary: 'Compose gives the program a variable that its manifest leaves out.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, image, container, environment, unknownEnvironment }, project) {
    if (!program || container.role !== 'main' || unknownEnvironment.has('*')) return;
    const services = composeServices(project.documentsOf('compose')).filter(({ dockerfile }) => dockerfile === image.dockerfile.file);
    const reported = new Set<string>();
    for (const { key, handled, required, at } of program.environment) {
      // What the program asks for, or has a default for, it can do without; what it requires is another rule's.
      if (handled || required || reported.has(key) || environment.has(key) || unknownEnvironment.has(key)) continue;
      const given = services.flatMap((service) => service.environment.get(key) ?? [])[0];
      if (!given) continue;
      reported.add(key);
      const isPlain = !/\$\{|\$[A-Z]|localhost|127\.0\.0\.1/.test(given.value) && !/pass|secret|token|key|dsn|url/i.test(key);
      yield {
        at: container.at,
        message: message`The program reads ${key}, which Compose sets and this container does not.`,
        related: [
          { at: given.at, message: message`Compose sets it here.` },
          { at, message: message`The variable is read here.` },
        ],
        ...(isPlain && { fix: { title: message`Set ${key} to ${given.value}`, safe: false, edits: addVariable(container.value, key, given.value) } }),
      };
    }
  },
});
