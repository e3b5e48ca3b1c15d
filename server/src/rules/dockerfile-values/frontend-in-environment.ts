import { isInFinalImage } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'frontend-in-environment',
  summary: 'DEBIAN_FRONTEND stays in the environment of every container.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    const { keyword, keywordAt, assignments, legacy, rest } = instruction;
    if (keyword !== 'ENV' || !stage || !isInFinalImage(dockerfile, stage)) return;
    const found = assignments.find(({ name, value }) => name.value === 'DEBIAN_FRONTEND' && /^noninteractive$/i.test(value?.value ?? ''));
    if (!found) return;
    const isLower = dockerfile.text.slice(keywordAt.start, keywordAt.end) === 'env';
    const edits = [{ at: keywordAt, text: isLower ? 'arg' : 'ARG' }, ...(legacy ? [{ at: rest.at, text: `DEBIAN_FRONTEND=${found.value?.value}` }] : [])];
    yield {
      at: found.name.at,
      message: message`${'DEBIAN_FRONTEND'} is meant for the build, but as ENV it stays set in every container; an ARG ends with the build.`,
      ...(assignments.length === 1 && { fix: { title: message`Make it an ARG`, safe: false, edits } }),
    };
  },
});
