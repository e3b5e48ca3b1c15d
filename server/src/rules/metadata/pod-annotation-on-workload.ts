import { insertField, removeField } from '../../fix/fields';
import { moveFields } from '../../fix/reshape';
import { endOfLine } from '../../fix/yaml-text';
import type { Field, Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

/**
 * Annotations and labels that their readers look for on pods (some also on namespaces), and on no workload: of Prometheus, meshes, Vault, Dapr, OpenTelemetry,
 * log collectors, the cluster autoscaler, kubectl, network plugins.
 */
const READ_FROM_PODS: readonly RegExp[] = [
  /^prometheus\.io\/(?:scrape|port|path|scheme)$/,
  /^(?:linkerd\.io\/inject|config(?:\.alpha)?\.linkerd\.io\/.+)$/,
  /^(?:(?:traffic\.)?sidecar\.istio\.io\/.+|proxy\.istio\.io\/(?:config|overrides)|inject\.istio\.io\/templates)$/,
  /^vault\.hashicorp\.com\/.+$/,
  /^consul\.hashicorp\.com\/(?:connect-.+|transparent-proxy.*)$/,
  /^dapr\.io\/(?:enabled|app-.+|config|log-level|sidecar-.+)$/,
  /^(?:instrumentation|sidecar)\.opentelemetry\.io\/inject.*$/,
  /^co\.elastic\.logs(?:\..+)?\/.+$/,
  /^fluentbit\.io\/(?:parser|exclude).*$/,
  /^cluster-autoscaler\.kubernetes\.io\/safe-to-evict(?:-local-volumes)?$/,
  /^kubectl\.kubernetes\.io\/default(?:-logs)?-container$/,
  /^controller\.kubernetes\.io\/pod-deletion-cost$/,
  /^k8s\.v1\.cni\.cncf\.io\/networks$/,
  /^kubernetes\.io\/(?:in|e)gress-bandwidth$/,
  /^azure\.workload\.identity\/use$/,
];

export default rule({
  id: 'pod-annotation-on-workload',
  summary: 'An annotation or label that is read from pods stands on their workload.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'workload',

  *check({ object, pod }) {
    if (object.kind.value === 'Pod' || object.kind.value === 'PodTemplate') return;
    for (const map of ['annotations', 'labels']) {
      for (const field of object.value.fields('metadata', map)) {
        if (!READ_FROM_PODS.some((key) => key.test(field.name)) || isTemplated(field.value.words ?? '') || mayBeOnPods(field.name, pod.template)) continue;
        yield {
          at: field.at,
          message: message`${field.name} is read from pods, and the pods of this ${object.kind.value} do not have it.`,
          related: [{ at: pod.template.keyAt, message: message`The pods are made from this.` }],
          fix: { title: message`Move it to the pods`, safe: false, edits: moveTo(field, pod.template, map) },
        };
      }
    }
  },
});

/** Whoever writes it in both places has it where it is read. */
function mayBeOnPods(name: string, template: Value): boolean {
  return ['annotations', 'labels'].some((map) => template.fields('metadata', map).some((field) => field.name === name || isTemplated(field.name)));
}

function moveTo({ name, value }: Field, template: Value, map: string): Fix['edits'] {
  const metadata = template.given('metadata');
  const existing = metadata?.given(map);
  const [target, way] = existing ? [existing, []] : metadata ? [metadata, [map]] : [template, ['metadata', map]];
  const moved = moveFields([{ field: value, target, way }], (holder) => holder.step === map);
  if (moved.length > 0) return moved;
  const plain = value.plain ?? '';
  const inserted = existing
    ? insertField(existing, name, plain)
    : metadata?.kind === 'map'
      ? insertField(metadata, map, { [name]: plain })
      : insertField(template, 'metadata', { [map]: { [name]: plain } });
  // Comments in the map keep it where it is.
  const holder = value.parent;
  const isBare = holder?.entry && !holder.document.text.slice(holder.entry.key.start, endOfLine(holder.document.text, holder.node.end)).includes('#');
  return [removeField(holder && isBare ? holder : value), inserted];
}
