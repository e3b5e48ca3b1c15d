import { replaceValue, setField } from '../../fix/fields';
import { chainPorts } from '../../model/chain-ports';
import { answers, healthRoutes, routeNear } from '../../model/routes';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'probe-path-not-routed',
  summary: 'A probe asks for a path that the program does not answer.',
  severity: 'warning',
  stage: 'ready',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    const { container, program } = chain;
    if (!program || container.pod.allContainers.length > 1) return;
    const listens = chainPorts(chain);
    for (const { handlers } of container.probes) {
      for (const { kind, path, port, value } of handlers) {
        if (kind !== 'httpGet' || value.get('host')) continue;
        const asked = path?.value ?? '/';
        // Another port may belong to a server that the routes say nothing of.
        const number = typeof port?.value === 'string' ? container.ports.find(({ name }) => name?.value === port.value)?.number?.value : port?.value;
        if (listens && number !== undefined && !listens.some((one) => one.port === number && one.listen.framework !== 'net')) continue;
        if (isTemplated(asked) || answers(program, asked) !== false) continue;
        const near = routeNear(program, asked);
        const [only, ...others] = near === undefined ? healthRoutes(program) : [near];
        const written = value.get('path');
        const edits = only === undefined || others.length > 0 ? [] : written ? [replaceValue(written, only)] : setField(value, ['path'], only);
        const [first] = program.routes;
        yield {
          at: path?.at ?? value.keyAt,
          message:
            near === undefined
              ? message`The program has no route for GET ${asked}, so it answers 404.`
              : message`The program has no route for GET ${asked}, so it answers 404; did you mean ${near}?`,
          ...(first && {
            related: [{ at: program.routes.find((route) => route.path === only)?.at ?? first.at, message: message`Routes are registered here.` }],
          }),
          ...(edits.length > 0 && only !== undefined && { fix: { title: message`Ask for ${only}`, safe: false, edits } }),
        };
      }
    }
  },
});
