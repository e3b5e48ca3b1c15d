import { isRoot } from '../../model/docker/final-user';
import { baseImageOf, lineageOf } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'tilde-not-expanded',
  summary: 'A path begins with `~`, which no shell expands here.',
  severity: 'warning',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'instruction',

  *check({ instruction, stage }) {
    const { keyword, words, json } = instruction;
    const all = json ?? words;
    const candidates =
      keyword === 'WORKDIR' ? words.slice(0, 1) : keyword === 'VOLUME' ? all : (keyword === 'COPY' || keyword === 'ADD') && all.length > 1 ? all.slice(-1) : [];
    const paths = candidates.filter(({ value, at }) => /^~(?:\/|$)/.test(value) && at.end - at.start === value.length + (json ? 2 : 0));
    if (!stage || paths.length === 0) return;
    const users = lineageOf(stage).flatMap(({ instructions }) => instructions.filter((one) => one.keyword === 'USER' && one.at.start < instruction.at.start));
    const user = users.length === 0 ? baseImageOf(stage)?.user : users.every(({ rest }) => isRoot(rest.value)) ? 'root' : undefined;
    for (const { value, at } of paths) {
      const home = `/root${value.slice(1)}`;
      const fix: Fix[] =
        user !== undefined && isRoot(user) ? [{ title: message`Write ${home}`, safe: false, edits: [{ at, text: json ? JSON.stringify(home) : home }] }] : [];
      yield { at, message: message`${keyword} knows no ${'~'}: the folder will be called so.`, fix };
    }
  },
});
