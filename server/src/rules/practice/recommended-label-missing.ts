import { changeFields } from '../../fix/change-fields';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import { rule } from '../rule';

/** kubernetes.io/docs/concepts/overview/working-with-objects/common-labels; this one is what tools group by. */
const NAME = 'app.kubernetes.io/name';

export default rule({
  id: 'recommended-label-missing',
  summary: 'A workload lacks the label by which tools tell applications apart.',
  severity: 'hint',
  stage: 'observe',
  profile: 'optional',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kubescape:C-0076', 'kubescape:C-0077', 'monokle:MTD-recommended-labels'],
  scope: 'workload',

  *check({ object }) {
    if (object.labels.has(NAME)) return;
    const name = object.labels.get('app')?.value ?? object.name?.value;
    const isLabel = name !== undefined && nameFault(name, 'label') === undefined;
    yield {
      at: object.at,
      message: message`The label ${NAME} is missing here.`,
      ...(isLabel && {
        fix: {
          title: message`Add ${`${NAME}: ${name}`}`,
          safe: false,
          edits: changeFields({ set: [{ map: object.value, way: ['metadata', 'labels', NAME], data: name }] }),
        },
      }),
    };
  },
});
