import { removePair } from '../../fix/docker-words';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'image-label-unexpected',
  summary: 'An image has a label that the settings do not have.',
  severity: 'info',
  stage: 'observe',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3050'],
  scope: 'instruction',

  *check({ dockerfile, instruction }, { dockerfilePolicy: { labels, otherLabels } }) {
    if (instruction.keyword !== 'LABEL' || otherLabels === 'allowed') return;
    for (const pair of instruction.assignments) {
      const { value: label, at } = pair.name;
      if (labels.has(label) || label.includes('$')) continue;
      const isPlain = dockerfile.text.slice(at.start, at.end) === label;
      const near = isPlain ? suggest(label, labels.keys()) : [];
      const renamed = near.map((name): Fix => ({ title: message`Replace it with ${name}`, safe: false, edits: [{ at, text: name }] }));
      const removal = removePair(dockerfile, instruction, pair);
      const removed: Fix[] = removal ? [{ title: message`Remove the label ${label}`, safe: false, edits: [removal] }] : [];
      yield { at, message: message`The settings know no label ${label}.`, fix: [...renamed, ...removed] };
    }
  },
});
