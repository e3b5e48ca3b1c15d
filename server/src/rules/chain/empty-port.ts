import { insertItem, setField } from '../../fix/fields';
import type { Container } from '../../model/container';
import { importOf, type Listen } from '../../model/program';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { serviceSetting } from './service-variables';

/** Packages that set variables from files. */
const LOADERS = ['github.com/joho/godotenv', 'github.com/subosito/gotenv', 'github.com/hashicorp/go-envparse'];

export default rule({
  id: 'empty-port',
  summary: 'A program takes its port from a variable that nothing sets, and so listens on a random one.',
  severity: 'error',
  stage: 'ready',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container, environment, unknownEnvironment }, project) {
    // A `.env` file that is read at the start sets variables too.
    if (!program || unknownEnvironment.has('*') || container.role === 'init' || LOADERS.some((path) => importOf(program, path))) return;
    for (const listen of program.listens) {
      const key = portVariable(listen);
      if (key === undefined || environment.get(key) || unknownEnvironment.has(key) || serviceSetting(key, container, project)) continue;
      const fix = addVariable(container, key);
      yield {
        at: container.at,
        message: message`The program listens on the port in ${key}, which nothing sets, so the system chooses one.`,
        related: [{ at: listen.at, message: message`With an empty variable, this address is ${':'}.` }],
        ...(fix && { fix }),
      };
    }
  },
});

/** The variable that an address such as `":" + os.Getenv("PORT")` takes its port from; undefined where it has a default. */
function portVariable({ address }: Listen): string | undefined {
  const last = address?.at(-1);
  const before = address?.at(-2);
  const isPort = last?.kind === 'environment' && last.fallback === undefined && before?.kind === 'constant' && before.text.endsWith(':');
  return isPort ? last.key : undefined;
}

/** With one port declared, that is the one. */
function addVariable(container: Container, name: string): Fix | undefined {
  const [only, ...others] = container.ports.filter(({ protocol, number }) => protocol === 'TCP' && number);
  const port = others.length === 0 ? only?.number?.value : undefined;
  if (port === undefined) return undefined;
  const item = { name, value: String(port) };
  const list = container.value.get('env');
  const edits = list?.kind === 'list' ? [insertItem(list, item)] : setField(container.value, ['env'], [item]);
  return { title: message`Set ${name} to ${port}`, safe: false, edits };
}
