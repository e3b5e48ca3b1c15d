import type { Probe } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'probes-identical',
  summary: 'Liveness and readiness ask the same, so a busy container is restarted instead of spared.',
  severity: 'info',
  stage: 'run',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-score:pod-probes-identical'],
  scope: 'container',

  *check({ probes }) {
    const liveness = probes.find(({ kind }) => kind === 'liveness');
    const readiness = probes.find(({ kind }) => kind === 'readiness');
    const asked = liveness && readiness && handlerText(liveness);
    if (!asked || asked !== handlerText(readiness) || patience(liveness) > patience(readiness)) return;
    yield {
      at: liveness.value.keyAt,
      message: message`The liveness probe asks what the readiness probe asks and waits no longer, so a container that is merely busy is restarted.`,
      related: [{ at: readiness.value.keyAt, message: message`The readiness probe is here.` }],
    };
  },
});

/** For how many seconds a check may fail before something is done. */
function patience({ period, failureThreshold }: Probe): number {
  return period * failureThreshold;
}

function handlerText({ handlers }: Probe): string | undefined {
  const [only, ...others] = handlers;
  return only && others.length === 0 ? only.kind + JSON.stringify(only.value.toJson()) : undefined;
}
