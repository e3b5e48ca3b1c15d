import { removeField } from '../../fix/fields';
import { isSameObject, liesBeside } from '../../model/neighbours';
import { describe } from '../../model/object';
import { type Service, serviceOf } from '../../model/service';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'node-port-taken',
  summary: 'Two Services want the same port of the nodes.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'service',

  *check(service, project) {
    if (service.ports.every(({ nodePort }) => !nodePort)) return;
    // Other folders may be for other clusters.
    const others = project
      .objects('Service', '')
      .filter((other) => !isSameObject(other, service.object) && liesBeside(other, service.object) && !isSame(other, service.object))
      .flatMap((other) => serviceOf(other) ?? []);
    for (const { nodePort, protocol, value } of service.ports) {
      const written = value.get('nodePort');
      if (!nodePort || !written || nodePort.value === 0) continue;
      for (const other of others) {
        const taken = other.ports.find((port) => port.nodePort?.value === nodePort.value && port.protocol === protocol)?.nodePort;
        if (!taken || !comesBefore(other, service)) continue;
        yield {
          at: nodePort.at,
          severity: project.areDeployedTogether(other.object, service.object) ? 'error' : 'warning',
          message: message`The port ${nodePort.value} of the nodes belongs to ${describe(other.object)} already.`,
          related: [{ at: taken.at, message: message`It is taken here.` }],
          fix: { title: message`Let the cluster choose a port`, safe: false, edits: [removeField(written)] },
        };
        break;
      }
    }
  },
});

/** One object of two variants. Node ports count for the whole cluster, so namespaces make no difference. */
function isSame(left: Service['object'], right: Service['object']): boolean {
  return left.name?.value === right.name?.value && left.namespace?.value === right.namespace?.value;
}

/** The first one in the order of the files gets the port. */
function comesBefore(left: Service, right: Service): boolean {
  const [a, b] = [left.object, right.object];
  return a.file === b.file ? a.at.start < b.at.start : a.file < b.file;
}
