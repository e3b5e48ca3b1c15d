import { replaceValue } from '../../fix/fields';
import { definesBeside } from '../../model/neighbours';
import { sameNamespace } from '../../model/object-index';
import { selects } from '../../model/selector';
import { serviceOf } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { nameFault } from '../../schema/names';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { namesakes } from '../references/namesakes';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'statefulset-service-unfit',
  summary: 'The Service of a StatefulSet gives its pods no names.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-score:statefulset-has-servicename'],
  scope: 'workload',

  *check({ kind, object, pod }, project) {
    const name = object.value.string('spec', 'serviceName');
    const written = object.value.get('spec', 'serviceName');
    if (kind !== 'StatefulSet' || object.group !== 'apps' || !name || !written || nameFault(name.value, 'label') || isTemplated(name.value)) return;
    const services = project.find('Service', name.value, object).flatMap((found) => serviceOf(found) ?? []);
    const [service] = services;
    if (!service) {
      const own = object.namespace?.value;
      const names = project.objects('Service', '').flatMap((one) => (sameNamespace(one.namespace?.value, own) ? (one.name?.value ?? []) : []));
      const [near] = suggest(name.value, names);
      if (project.mayExistElsewhere('Service', name.value, object) || (near === undefined && !definesBeside('Service', object, project))) return;
      const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
      yield {
        at: name.at,
        // Without it the pods run all the same, and only their names are missing.
        ...(near === undefined && { severity: 'info' as const }),
        message:
          near === undefined ? message`No file defines the Service ${name.value}.` : message`No file defines the Service ${name.value}; did you mean ${near}?`,
        ...namesakes('Service', name.value, own, project),
        ...(fix && { fix }),
      };
      return;
    }
    const related = [{ at: service.object.at, message: message`The Service is defined here.` }];
    if (services.every(({ headless, object: { value } }) => !headless && !isTemplated(value.string('spec', 'clusterIP')?.value ?? '')))
      yield {
        at: name.at,
        severity: 'info',
        message: message`The Service ${name.value} has an address of its own; only a headless one (${'clusterIP: None'}) gives each pod a name.`,
        related,
      };
    else if (
      services.every(({ selector }) => selector?.certain && !selects(selector, pod.labels)) &&
      services.some((one) => one.selector && project.selectedWorkloads(one.selector, one.object).length > 0)
    )
      yield { at: name.at, message: message`The Service ${name.value} does not select the pods of this StatefulSet.`, related };
  },
});
