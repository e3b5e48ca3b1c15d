import { describeContainer } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Images of programs that run until they are stopped and stand beside others, by the last part of their names. */
const SIDECARS = new Set([
  'cloud-sql-proxy',
  'cloudsql-proxy',
  'gce-proxy',
  'envoy',
  'proxyv2',
  'fluent-bit',
  'fluentd',
  'filebeat',
  'promtail',
  'vector',
  'vault-agent',
  'opentelemetry-collector',
  'opentelemetry-collector-contrib',
  'aws-otel-collector',
  'statsd-exporter',
  'datadog-agent',
]);

export default rule({
  id: 'endless-sidecar-in-job',
  summary: 'A Job never ends, because a container beside it runs for ever.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check(container) {
    const { pod, role, reference, command, arguments: args } = container;
    const kind = pod.owner.kind.value;
    if ((kind !== 'Job' && kind !== 'CronJob') || role !== 'main' || pod.containers.length < 2 || !reference) return;
    const name = reference.repository.slice(reference.repository.lastIndexOf('/') + 1);
    // Some can be told to end; then the other containers do so.
    const isTold = pod.containers.some((one) => [...one.command, ...one.arguments].some(({ value }) => /quitquitquit|exit|terminat|pkill|kill /i.test(value)));
    if (
      !SIDECARS.has(name) ||
      isTold ||
      command.length > 0 ||
      pod.value.boolean('shareProcessNamespace')?.value ||
      args.some(({ value }) => value === 'version')
    )
      return;
    yield {
      at: container.at,
      message: message`${describeContainer(container)} runs for ever, so the ${kind} never ends; an init container with ${'restartPolicy: Always'} is stopped with the others.`,
    };
  },
});
