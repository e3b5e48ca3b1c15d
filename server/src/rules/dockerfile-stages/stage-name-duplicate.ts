import type { Dockerfile, Stage } from '../../docker/dockerfile';
import { renameStage } from '../../fix/docker-stages';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'stage-name-duplicate',
  summary: 'Two stages of a Dockerfile have the same name.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3024', 'buildkit:DuplicateStageName', 'trivy:DS-0012', 'checkov:CKV_DOCKER_11'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const { name, index } = stage;
    const first = name && dockerfile.stages.find((other) => other.index < index && other.name?.value === name.value);
    if (!name || !first?.name) return;
    yield {
      at: name.at,
      message: message`A stage above is called ${name.value} too, and can be reached no longer by that name from here on.`,
      related: [{ at: first.name.at, message: message`The other one is here.` }],
      fix: rename(dockerfile, stage, name),
    };
  },
});

/** Gives the later stage a free name, and so all that means it. */
function rename(dockerfile: Dockerfile, stage: Stage, name: NonNullable<Stage['name']>): Fix {
  const taken = new Set(dockerfile.stages.map((one) => one.name?.value));
  let number = 2;
  while (taken.has(`${name.value}-${number}`)) number++;
  const text = `${name.value}-${number}`;
  return { title: message`Rename it to ${text}`, safe: false, edits: renameStage(dockerfile, stage, text) };
}
