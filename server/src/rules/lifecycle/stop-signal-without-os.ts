import { setField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'stop-signal-without-os',
  summary: 'A container has a stop signal, but the pod does not say for which system.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value, pod }) {
    const signal = value.string('lifecycle', 'stopSignal');
    if (!signal || signal.value === '') return;
    const system = pod.value.string('os', 'name');
    if (!system && !pod.value.given('os'))
      yield {
        at: signal.at,
        message: message`A stop signal needs ${'os.name'} in the pod, since signals differ from system to system.`,
        fix: { title: message`Say that the pod is for ${'linux'}`, safe: false, edits: setField(pod.value, ['os', 'name'], 'linux') },
      };
    else if (system?.value === 'windows' && signal.value !== 'SIGTERM' && signal.value !== 'SIGKILL')
      yield { at: signal.at, message: message`Windows knows the signals ${'SIGTERM'} and ${'SIGKILL'}, not ${signal.value}.` };
  },
});
