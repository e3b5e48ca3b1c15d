import type { Instruction } from '../../docker/dockerfile';
import { variableUses } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'env-self-reference',
  summary: 'An ENV uses a variable that the same ENV sets.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3044'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { keyword, assignments, legacy } = instruction;
    if (keyword !== 'ENV' || legacy) return;
    const set = new Map<string, Instruction['assignments'][number]>();
    for (const assignment of assignments) {
      const { name, value } = assignment;
      for (const use of value && !value.source.startsWith("'") ? variableUses(value.source, dockerfile.escape) : []) {
        const earlier = set.get(use.name);
        // `PATH=/x:$PATH` means the value from before, as it stands.
        if (!earlier || use.name === name.value || !value) continue;
        const newline = dockerfile.text.includes('\r\n') ? '\r\n' : '\n';
        const before = assignments[assignments.indexOf(assignment) - 1];
        const gapStart = (before?.value ?? before?.name ?? name).at.end;
        yield {
          at: { ...value.at, start: value.at.start + use.start, end: value.at.start + use.end },
          message: message`${use.name} is set by this same ENV, so here it still has the value from before.`,
          related: [{ at: earlier.name.at, message: message`It is set here.` }],
          fix: {
            title: message`Begin another ENV here`,
            safe: false,
            edits: [
              {
                at: { ...name.at, start: gapStart, end: name.at.start },
                text: `${newline}${dockerfile.text.slice(instruction.keywordAt.start, instruction.keywordAt.end)} `,
              },
            ],
          },
        };
      }
      set.set(name.value, assignment);
    }
  },
});
