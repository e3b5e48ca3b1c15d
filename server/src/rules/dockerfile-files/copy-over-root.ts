import { baseImageOf, baseReferenceOf, stageReferences } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'copy-over-root',
  summary: 'A whole system is copied over the one that is there.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['hadolint:DL3067'],
  scope: 'dockerfile',

  *check({ dockerfile }) {
    for (const { kind, instruction, stage, target } of stageReferences(dockerfile)) {
      const words = instruction.json ?? instruction.words;
      if (kind !== 'copy' || !target || target === stage || words.length !== 2 || words.some(({ value }) => value !== '/')) continue;
      // Into an empty image it makes one layer of many, and what is not known may bring a few files alone, as tonistiigi/xx does.
      if (baseReferenceOf(stage) === 'scratch' || !baseImageOf(target) || baseImageOf(target)?.family === 'scratch') continue;
      yield {
        at: instruction.rest.at,
        message: message`All of ${target.name?.value ?? String(target.index)} is copied over the base image, its libraries and package database too.`,
      };
    }
  },
});
