import type { Service, ServicePort } from '../../model/service';
import { type Message, message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

interface Use {
  /** Equal for what must not come twice. */
  readonly key: string;
  readonly at: Span;
  readonly message: Message;
}

export default rule({
  id: 'service-port-duplicate',
  summary: 'A Service gives the same port, node port or port name twice.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'service',

  *check({ ports }: Service) {
    const first = new Map<string, Span>();
    for (const port of ports) {
      for (const { key, at, message: said } of usesOf(port)) {
        const before = first.get(key);
        if (before) yield { at, message: said, related: [{ at: before, message: message`It stands here already.` }] };
        else first.set(key, at);
      }
    }
  },
});

// kubernetes/pkg/apis/core/validation/validation.go, ValidateService: names, (protocol, port) and (protocol, nodePort).
function* usesOf({ name, port, nodePort, protocol }: ServicePort): Iterable<Use> {
  if (name && name.value !== '') yield { key: `name ${name.value}`, at: name.at, message: message`Two ports of this Service are named ${name.value}.` };
  if (port) yield { key: `port ${protocol} ${port.value}`, at: port.at, message: message`This Service has the ${protocol} port ${port.value} twice.` };
  if (nodePort && nodePort.value !== 0) {
    yield {
      key: `nodePort ${protocol} ${nodePort.value}`,
      at: nodePort.at,
      message: message`Two ports of this Service want the ${protocol} port ${nodePort.value} of the nodes.`,
    };
  }
}
