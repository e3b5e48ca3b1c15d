import { insertItem, setField } from '../../fix/fields';
import { importOf, markOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'gomaxprocs-unset',
  summary: 'A Go program older than 1.25 starts as many threads as its node has cores, whatever its CPU limit.',
  severity: 'hint',
  stage: 'run',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ container, program, environment, unknownEnvironment }) {
    const limit = container.limits.get('cpu');
    const go = program?.module.go;
    const minor = /^1\.(\d+)/.exec(go?.value ?? '')?.[1];
    // Since 1.25 the runtime reads the limit by itself, where go.mod asks for that version (GODEBUG containermaxprocs).
    if (!limit || !program || !go || minor === undefined || Number(minor) >= 25) return;
    if (environment.has('GOMAXPROCS') || unknownEnvironment.has('GOMAXPROCS') || unknownEnvironment.has('*')) return;
    if (importOf(program, 'go.uber.org/automaxprocs') || markOf(program, 'own-runtime-limits')) return;
    const item = { name: 'GOMAXPROCS', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } };
    const list = container.value.get('env');
    yield {
      at: limit.key,
      message: message`Below Go 1.25 the program takes the node's number of cores, and this limit then slows it down in bursts.`,
      related: [{ at: go.at, message: message`The version is asked for here.` }],
      fix: {
        title: message`Set ${'GOMAXPROCS'} from the limit`,
        safe: false,
        edits: list?.kind === 'list' ? [insertItem(list, item)] : setField(container.value, ['env'], [item]),
      },
    };
  },
});
