import type { Instruction } from '../../docker/dockerfile';
import { removeInstruction } from '../../fix/docker-lines';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'start-command-repeated',
  summary: 'A stage has several CMD, ENTRYPOINT or HEALTHCHECK, of which only the last counts.',
  severity: 'warning',
  stage: 'start',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'hadolint:DL4003',
    'hadolint:DL4004',
    'hadolint:DL3012',
    'buildkit:MultipleInstructionsDisallowed',
    'trivy:DS-0007',
    'trivy:DS-0016',
    'trivy:DS-0023',
  ],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const last = new Map<string, Instruction>();
    for (const instruction of stage.instructions.toReversed()) {
      const { keyword, keywordAt } = instruction;
      if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT' && keyword !== 'HEALTHCHECK') continue;
      const later = last.get(keyword);
      if (!later) last.set(keyword, instruction);
      else
        yield {
          at: keywordAt,
          message: message`This ${keyword} has no effect, because another one follows.`,
          related: [{ at: later.keywordAt, message: message`Only the last one counts.` }],
          tag: 'unnecessary',
          fix: { title: message`Remove it`, safe: false, edits: [removeInstruction(dockerfile, instruction)] },
        };
    }
  },
});
