import { removeField, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { resourceReferences } from './resource-references';

/** kubernetes/pkg/apis/core/validation/validation.go, validContainerResourceFieldPathExpressions and the divisors below it. */
const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`limits.${name}`, `requests.${name}`]);
const HUGE_PAGES = /^(?:limits|requests)\.hugepages-\S+$/;
const CPU_DIVISORS = [0.001, 1];
const BYTE_DIVISORS = [0, 1, 2, 3, 4, 5, 6].flatMap((power) => [1000 ** power, 1024 ** power]);

export default rule({
  id: 'resource-field-invalid',
  summary: 'A variable or file asks for a resource that is none, or in a unit that is none.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    for (const { value } of resourceReferences(pod)) yield* checkReference(value, pod);
  },
});

function* checkReference(reference: Value, { allContainers }: Pod): Iterable<Finding> {
  const resource = reference.string('resource');
  const written = reference.get('resource');
  if (!resource || !written || isTemplated(resource.value)) return;
  if (!RESOURCES.includes(resource.value) && !HUGE_PAGES.test(resource.value)) {
    const [near] = suggest(resource.value, RESOURCES);
    const guess = near ?? RESOURCES.find((one) => resource.value === one.split('.')[1] || resource.value === `resources.${one}`);
    yield {
      at: resource.at,
      message:
        guess === undefined
          ? message`${resource.value} is no resource that can be asked for; ${RESOURCES} are.`
          : message`${resource.value} is no resource that can be asked for; did you mean ${guess}?`,
      ...(guess !== undefined && { fix: { title: message`Use ${guess}`, safe: false, edits: [replaceValue(written, guess)] } }),
    };
    return;
  }
  const divisor = reference.given('divisor');
  const amount = divisor?.words === undefined ? undefined : parseQuantity(divisor.words);
  const isCpu = resource.value.endsWith('.cpu');
  if (divisor?.words !== undefined && amount !== undefined && amount !== 0 && !(isCpu ? CPU_DIVISORS : BYTE_DIVISORS).includes(amount)) {
    yield {
      at: divisor.at,
      message: isCpu
        ? message`CPU is counted in ${['1', '1m']}, not in ${divisor.words}.`
        : message`The amount is counted in ${['1', '1k', '1M', '1G', '1Ki', '1Mi', '1Gi']} and the like, not in ${divisor.words}.`,
      fix: { title: message`Remove the divisor`, safe: false, edits: [removeField(divisor)] },
    };
  }
  const container = reference.string('containerName');
  const names = allContainers.map(({ name }) => name?.value);
  if (!container || container.value === '' || isTemplated(container.value) || names.includes(undefined) || names.includes(container.value)) return;
  yield { at: container.at, message: message`The pod has no container ${container.value}.` };
}
