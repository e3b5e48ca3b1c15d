import { runningBuild } from '../../model/image-files';
import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

const LABEL = 'kubernetes.io/arch';

export default rule({
  id: 'architecture-mismatch',
  summary: 'A pod asks for nodes of another architecture than its program is built for.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check({ image, container, program }, project) {
    const build = runningBuild(image, program?.module.path?.value ?? project.moduleOf(image.dockerfile)?.path?.value)?.build;
    const built = build?.target?.name === 'GOARCH' ? build.target.value : undefined;
    if (!build || built === undefined || built === '') return;
    const wanted = wantedBy(container.pod);
    const [first] = wanted;
    if (!first || wanted.some(({ value }) => value === built)) return;
    yield {
      at: first.at,
      message: message`The program is built for ${built}, and the pod goes to nodes of ${first.value}.`,
      related: [{ at: build.target?.at ?? build.at, message: message`The program is built here.` }],
    };
  },
});

/** The architectures that the pod may go to; none where it does not say. */
function wantedBy({ value }: Pod): Located<string>[] {
  const selected = value.string('nodeSelector', LABEL);
  if (selected) return [selected];
  const terms = value.items('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  const perTerm = terms.map((term) =>
    term
      .items('matchExpressions')
      .filter((one) => one.string('key')?.value === LABEL && one.string('operator')?.value === 'In')
      .flatMap((one) => one.strings('values')),
  );
  // Terms are alternatives: one that says nothing of the architecture lets the pod go anywhere.
  return perTerm.some((values) => values.length === 0) ? [] : perTerm.flat();
}
