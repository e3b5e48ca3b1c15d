import { insertField, replaceValue } from '../../fix/fields';
import { chainPorts, isClosed, showsAllPorts } from '../../model/chain-ports';
import type { Pod } from '../../model/pod';
import type { ListenPort, Program } from '../../model/program';
import type { Project } from '../../model/project';
import type { ServicePort } from '../../model/service';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { listenPlaces, onlyPort, portNames } from './listened-ports';

export default rule({
  id: 'service-target-port-not-listened',
  summary: 'A Service sends traffic to a port on which the program does not listen.',
  severity: 'error',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'service',

  *check({ object, selector, ports, headless }, project) {
    // Clients of a headless Service go to the pods by themselves.
    if (headless || !selector?.certain || selector.matchLabels.size === 0) return;
    const pods = project.selectedPods(selector, object);
    const opened = pods.map((pod) => openedBy(pod, project));
    if (opened.length === 0 || opened.some((one) => one === undefined)) return;
    const known = opened.filter((one) => one !== undefined);
    const listens = known.flatMap((one) => one.listens);
    const only = onlyPort(listens);
    for (const port of ports) {
      const target = port.targetPort ?? port.port;
      // A name leads to a containerPort, which another rule compares with the program.
      if (port.protocol !== 'TCP' || typeof target?.value !== 'number' || listens.some((one) => one.port === target.value)) continue;
      yield {
        at: target.at,
        message: port.targetPort
          ? message`The program behind this Service listens on ${portNames(listens)}, and traffic goes to ${target.value}.`
          : message`The program behind this Service listens on ${portNames(listens)}, and without ${'targetPort'} traffic goes to ${target.value}.`,
        ...(!known.every(({ program }) => isClosed(program)) && { severity: 'warning' }),
        related: listenPlaces(listens),
        ...(only !== undefined && { fix: sendTo(port, only) }),
      };
    }
  },
});

/** What the containers of a pod listen on; undefined where one of them cannot be told. */
function openedBy(pod: Pod, project: Project): { listens: readonly ListenPort[]; program: Program } | undefined {
  const [container, ...others] = pod.allContainers.filter(({ role }) => role !== 'init');
  const chain = container && others.length === 0 ? project.chainOf(container) : undefined;
  const listens = chain && chainPorts(chain);
  return chain?.program && listens && showsAllPorts(chain.program) ? { listens, program: chain.program } : undefined;
}

function sendTo({ value }: ServicePort, port: number): Fix {
  const written = value.get('targetPort');
  return { title: message`Send traffic to port ${port}`, safe: false, edits: [written ? replaceValue(written, port) : insertField(value, 'targetPort', port)] };
}
