import { removeField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

/** What a pod for Windows may not set (kubernetes/pkg/apis/core/validation/validation.go, validateWindows). */
const POD_FIELDS = ['hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace'];
const POD_CONTEXT = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
];
const CONTAINER_CONTEXT = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

export default rule({
  id: 'pod-os-contradicted',
  summary: 'A pod says which system it is for, and sets what that system does not know.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ value, allContainers }) {
    const system = value.string('os', 'name');
    if (!system) return;
    const contexts = allContainers.map((container) => container.value.given('securityContext'));
    const ofPod = value.given('securityContext');
    if (system.value === 'linux') {
      for (const context of [ofPod, ...contexts]) yield* forbid(context, ['windowsOptions'], system.value);
    } else if (system.value === 'windows') {
      yield* forbid(value, POD_FIELDS, system.value);
      yield* forbid(ofPod, POD_CONTEXT, system.value);
      for (const context of contexts) yield* forbid(context, CONTAINER_CONTEXT, system.value);
    } else if (system.value !== '')
      yield { at: system.at, message: message`${system.value} is no system that Kubernetes knows: it is ${'linux'} or ${'windows'}.` };
  },
});

function* forbid(holder: Value | undefined, fields: readonly string[], system: string): Iterable<Finding> {
  for (const field of fields) {
    const written = holder?.given(field);
    if (!written) continue;
    yield {
      at: written.keyAt,
      message: message`A pod for ${system} may not set ${field}.`,
      fix: { title: message`Remove ${field}`, safe: false, edits: [removeField(written)] },
    };
  }
}
