import { insertLinesBeforeStart } from '../../fix/docker-lines';
import { lineageOf } from '../../model/docker/stage-facts';
import type { LabelKind } from '../../model/dockerfile-policy';
import { message } from '../../text/message';
import { rule } from '../rule';

/** What a label of each kind looks like, for the author to write over. */
const SAMPLES: Readonly<Record<LabelKind, string>> = {
  text: 'text',
  url: 'https://example.com/',
  semver: '1.0.0',
  rfc3339: '2026-01-31T12:00:00Z',
  hash: '0123456789abcdef0123456789abcdef01234567',
  license: 'Apache-2.0',
  email: 'name@example.com',
};

export default rule({
  id: 'image-label-missing',
  summary: 'The image lacks labels that the settings ask for.',
  severity: 'warning',
  stage: 'observe',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3049'],
  scope: 'dockerfile',

  *check({ dockerfile }, { dockerfilePolicy: { labels } }) {
    const stage = dockerfile.stages.at(-1);
    if (!stage || labels.size === 0) return;
    const written = lineageOf(stage).flatMap(({ instructions }) =>
      instructions.flatMap(({ keyword, assignments }) => (keyword === 'LABEL' ? assignments : [])),
    );
    // A key made of variables may be any.
    if (written.some(({ name }) => name.value.includes('$'))) return;
    const missing = [...labels].filter(([label]) => !written.some(({ name }) => name.value === label));
    if (missing.length === 0) return;
    const lines = missing.map(([label, kind], index) => `LABEL ${label}="\${${index + 1}:${SAMPLES[kind]}}"`);
    yield {
      at: stage.from.keywordAt,
      message: message`The image lacks labels that the settings ask for: ${missing.map(([label]) => label)}.`,
      fix: {
        title: message`Add the labels, with values to write over`,
        safe: false,
        edits: [{ ...insertLinesBeforeStart(dockerfile, stage, lines), snippet: true }],
      },
    };
  },
});
