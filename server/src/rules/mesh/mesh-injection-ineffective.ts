import { removeField, replaceValue } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { isTemplated } from '../../model/templated';
import { workloadOf } from '../../model/workload';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

const INJECT = 'sidecar.istio.io/inject';

export default rule({
  id: 'mesh-injection-ineffective',
  summary: 'A pod or namespace asks for a proxy of the mesh in a way that does not get it one.',
  severity: 'warning',
  stage: 'create',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    if (object.kind.value === 'Namespace' && object.group === '') yield* checkNamespace(object);
    const pod = workloadOf(object)?.pod;
    if (pod) yield* checkPod(pod);
  },
});

function* checkNamespace({ value, labels }: KubeObject): Iterable<Finding> {
  const injection = value.get('metadata', 'labels', 'istio-injection');
  const words = injection?.words;
  if (injection && words !== undefined && words !== 'enabled' && words !== 'disabled' && !isTemplated(words)) {
    const meant = /^(?:true|yes|on|enable)$/i.test(words) ? 'enabled' : /^(?:false|no|off|disable)$/i.test(words) ? 'disabled' : undefined;
    yield { at: injection.at, message: message`Istio looks for ${'enabled'} here, and not for ${words}.`, ...(meant && { fix: use(injection, meant) }) };
  }
  const revision = value.get('metadata', 'labels', 'istio.io/rev');
  if (injection && revision && labels.has('istio-injection')) {
    yield {
      at: revision.keyAt,
      message: message`With ${'istio-injection'} beside it, ${'istio.io/rev'} is ignored.`,
      related: [{ at: injection.keyAt, message: message`This label comes first.` }],
      fix: { title: message`Remove ${'istio-injection'}`, safe: false, edits: [removeField(injection)] },
    };
  }
  const label = value.get('metadata', 'labels', 'linkerd.io/inject');
  if (label && !value.get('metadata', 'annotations', 'linkerd.io/inject'))
    yield { at: label.keyAt, message: message`Linkerd reads ${'linkerd.io/inject'} from annotations, and not from labels.` };
  const linkerd = value.get('metadata', 'annotations', 'linkerd.io/inject');
  if (linkerd) yield* checkLinkerd(linkerd);
}

function* checkPod({ template, hostNetwork, value: spec, allContainers }: Pod): Iterable<Finding> {
  const linkerd = template.get('metadata', 'annotations', 'linkerd.io/inject');
  if (linkerd) yield* checkLinkerd(linkerd);
  const label = template.get('metadata', 'labels', 'linkerd.io/inject');
  if (label && !linkerd) yield { at: label.keyAt, message: message`Linkerd reads ${'linkerd.io/inject'} from annotations, and not from labels.` };
  const inject = template.get('metadata', 'labels', INJECT) ?? template.get('metadata', 'annotations', INJECT);
  const wants = inject?.words === 'true' || (linkerd?.words !== undefined && /^(?:enabled|ingress)$/.test(linkerd.words));
  if (inject?.words !== undefined && !/^(?:true|false|y|n|yes|no|on|off)$/i.test(inject.words) && !isTemplated(inject.words)) {
    const fix = /^enabled?$/i.test(inject.words) ? use(inject, 'true') : undefined;
    yield { at: inject.at, message: message`Istio looks for ${'true'} here, and not for ${inject.words}.`, ...(fix && { fix }) };
  }
  const network = spec.get('hostNetwork');
  if (wants && hostNetwork && network) {
    yield {
      at: network.at,
      message: message`Pods in the network of their node get no proxy, though one is asked for.`,
      related: [{ at: (inject ?? linkerd ?? template).keyAt, message: message`It is asked for here.` }],
    };
  }
  if (inject?.words !== 'true') return;
  // istio analyzers, deployment/service: what runs as the proxy's own user is not redirected.
  const users = [spec, ...allContainers.map(({ value }) => value)].flatMap((one) => one.get('securityContext', 'runAsUser') ?? []);
  for (const user of users)
    if (user.plain === 1337) yield { at: user.at, message: message`1337 is the user of Istio's proxy, and what runs as it goes around the proxy.` };
}

function* checkLinkerd(value: Value): Iterable<Finding> {
  const { words } = value;
  if (words === undefined || isTemplated(words) || /^(?:enabled|disabled|ingress)$/.test(words)) return;
  const meant = /^(?:true|yes|on|enable)$/i.test(words) ? 'enabled' : /^(?:false|no|off|disable)$/i.test(words) ? 'disabled' : undefined;
  yield { at: value.at, message: message`Linkerd looks for ${'enabled'} here, and not for ${words}.`, ...(meant && { fix: use(value, meant) }) };
}

function use(value: Value, text: string): Fix {
  return { title: message`Use ${text}`, safe: false, edits: [replaceValue(value, text)] };
}
