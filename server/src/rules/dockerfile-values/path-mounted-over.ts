import { expand, variablesBefore } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'path-mounted-over',
  summary: 'Files are put below a folder over which every container gets another file system.',
  severity: 'warning',
  stage: 'start',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['trivy:DS-0030'],
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    const { keyword, words, json, rest } = instruction;
    if (!stage || !['WORKDIR', 'COPY', 'ADD'].includes(keyword)) return;
    const target: Located<string> | undefined = keyword === 'WORKDIR' ? rest : (json ?? words).at(-1);
    const path = target && expand(target.value, variablesBefore(dockerfile, stage, instruction.at.start), dockerfile.escape);
    const folder = path === undefined ? undefined : /^\/(?:proc|sys|dev)(?=\/|$)/.exec(path)?.[0];
    // The terminals and the null device are written to, not copied to.
    if (target && folder !== undefined && !/^\/dev\/(?:shm|null|stdout|stderr)/.test(path ?? '')) {
      yield { at: target.at, message: message`In a running container ${folder} is another file system, so what the image holds there is not seen.` };
    }
  },
});
