import { addVariable } from '../../fix/containers';
import { importOf, markOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'gin-debug-mode',
  summary: 'gin runs in debug mode, its default.',
  severity: 'info',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container, environment, unknownEnvironment }) {
    const found = program && importOf(program, 'github.com/gin-gonic/gin');
    if (!program || !found || container.role !== 'main' || markOf(program, 'gin-mode')) return;
    if (environment.has('GIN_MODE') || unknownEnvironment.has('GIN_MODE') || unknownEnvironment.has('*')) return;
    yield {
      at: container.at,
      message: message`gin runs in debug mode, so it logs every route and a warning at each start.`,
      related: [{ at: found.at, message: message`The package is imported here.` }],
      fix: { title: message`Set ${'GIN_MODE'} to ${'release'}`, safe: false, edits: addVariable(container.value, 'GIN_MODE', 'release') },
    };
  },
});
