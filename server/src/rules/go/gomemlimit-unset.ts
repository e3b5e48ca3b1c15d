import { insertItem, setField } from '../../fix/fields';
import { importOf, markOf } from '../../model/program';
import { message } from '../../text/message';
import { writeMemoryLimit } from '../environment/gomemlimit';
import { rule } from '../rule';

export default rule({
  id: 'gomemlimit-unset',
  summary: 'A Go program does not know of its memory limit, and is killed where it could have collected garbage.',
  severity: 'hint',
  stage: 'run',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ container, program, environment, unknownEnvironment }) {
    const limit = container.limits.get('memory');
    const minor = /^1\.(\d+)/.exec(program?.module.go?.value ?? '')?.[1];
    // The setting exists from Go 1.19 on.
    if (!limit?.amount || !program || minor === undefined || Number(minor) < 19) return;
    if (environment.has('GOMEMLIMIT') || unknownEnvironment.has('GOMEMLIMIT') || unknownEnvironment.has('*')) return;
    if (importOf(program, 'github.com/KimMachineGun/automemlimit') || markOf(program, 'own-runtime-limits')) return;
    // A tenth is left for what is not Go's heap: stacks, C, the program itself.
    const value = writeMemoryLimit(limit.amount * 0.9);
    const item = { name: 'GOMEMLIMIT', value };
    const list = container.value.get('env');
    yield {
      at: limit.key,
      message: message`Go's garbage collector does not know of this limit without ${'GOMEMLIMIT'}.`,
      fix: {
        title: message`Set ${'GOMEMLIMIT'} to ${value}`,
        safe: false,
        edits: list?.kind === 'list' ? [insertItem(list, item)] : setField(container.value, ['env'], [item]),
      },
    };
  },
});
