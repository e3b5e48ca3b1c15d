import { replaceValue, setField } from '../../fix/fields';
import { readAutoscaler } from '../../model/autoscaler';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

/** The API versions of Kubernetes' own kinds that can be scaled. */
const SCALABLE: Readonly<Record<string, string>> = table({ Deployment: 'apps/v1', StatefulSet: 'apps/v1', ReplicaSet: 'apps/v1', ReplicationController: 'v1' });
const UNSCALABLE: readonly string[] = ['DaemonSet', 'Job', 'CronJob', 'Pod', 'Service', 'HorizontalPodAutoscaler'];

export default rule({
  id: 'autoscaler-target-unscalable',
  summary: 'An autoscaler names a workload in a way in which it cannot be scaled.',
  severity: 'error',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler', 'ScaledObject'],

  *check(object) {
    const autoscaler = readAutoscaler(object);
    // KEDA fills in the API version by itself.
    if (!autoscaler || object.group !== 'autoscaling') return;
    const { kind, value } = autoscaler.target;
    const apiVersion = value.string('apiVersion');
    const written = value.get('apiVersion');
    if (UNSCALABLE.includes(kind) && (!apiVersion || /^(?:v1|apps\/|batch\/|extensions\/)/.test(apiVersion.value))) {
      yield { at: value.get('kind')?.at ?? value.headAt, message: message`A ${kind} cannot be scaled; ${Object.keys(SCALABLE)} can.` };
      return;
    }
    const kinds = [...Object.keys(SCALABLE), ...UNSCALABLE];
    const sameWord = kinds.find((one) => one.toLowerCase() === kind.toLowerCase());
    const isOfKubernetes = !apiVersion || /^(?:v1$|apps\/)/.test(apiVersion.value);
    const meant = sameWord ?? (isOfKubernetes && !isTemplated(kind) ? suggest(kind, kinds)[0] : undefined);
    const kindAt = value.get('kind');
    if (meant !== undefined && meant !== kind && kindAt) {
      const fix = { title: message`Use ${meant}`, safe: sameWord !== undefined, edits: [replaceValue(kindAt, meant)] };
      yield { at: kindAt.at, message: message`There is no kind ${kind}; did you mean ${meant}?`, fix };
      return;
    }
    const right = SCALABLE[kind];
    if (right === undefined || (written && !apiVersion) || (apiVersion && isTemplated(apiVersion.value))) return;
    // Only the group counts (podautoscaler/horizontal.go, reconcileAutoscaler); other groups may have kinds of the name.
    const group = apiVersion?.value.includes('/') ? apiVersion.value.split('/')[0] : '';
    const isOwn = group === '' || group === 'apps' || group === 'extensions' || group === 'v1';
    if (!isOwn || group === (right.includes('/') ? 'apps' : '')) {
      return;
    }
    yield {
      at: apiVersion?.at ?? value.get('kind')?.at ?? value.headAt,
      message: apiVersion
        ? message`There is no ${kind} in ${apiVersion.value}; its API version is ${right}.`
        : message`Without an API version the autoscaler looks for the ${kind} in the core group; its API version is ${right}.`,
      fix: { title: message`Use ${right}`, safe: true, edits: setField(value, ['apiVersion'], right) },
    };
  },
});
