import { replaceValue } from '../../fix/fields';
import type { Container } from '../../model/container';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { nameFault, repairName } from '../../schema/names';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'port-name-invalid',
  summary: 'The name of a container port is too long or has characters that it must not have.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-score:container-ports-check'],
  scope: 'container',

  *check(container, project) {
    for (const { name, value } of container.ports) {
      // Nothing between the quotes is the same as no name.
      const fault = name && name.value !== '' && !isTemplated(name.value) ? nameFault(name.value, 'port') : undefined;
      const written = value.get('name');
      if (!name || !written || !fault) continue;
      const repaired = repairName(name.value, 'port');
      yield {
        at: name.at,
        message: message`The port name ${name.value} ${fault}.`,
        ...(repaired !== undefined && {
          fix: {
            title: message`Use ${repaired}`,
            safe: false,
            edits: [replaceValue(written, repaired), ...renameUses(container, name.value, repaired, project)],
          },
        }),
      };
    }
  },
});

/** Probes of the container and Services before the pod ask for the port by its name. */
function renameUses(container: Container, from: string, to: string, project: Project): Edit[] {
  const handlers = [...container.probes, ...container.hooks].flatMap((one) => one.handlers.map(({ value }) => value.get('port')));
  const services = project.servicesOf(container.pod).flatMap(({ ports }) => ports.map(({ value }) => value.get('targetPort')));
  return [...handlers, ...services].flatMap((use) => (use?.plain === from ? [replaceValue(use, to)] : []));
}
