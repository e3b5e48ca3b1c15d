import { buildImage } from '../../model/image';
import { usersOf } from '../../model/image-users';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'copy-owner-unknown',
  summary: 'COPY gives files to a user whom the image does not know.',
  severity: 'warning',
  stage: 'build',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    // Instructions only add users: one that may be known in one place may be known below.
    const settled = new Set<string>();
    for (const instruction of stage.instructions) {
      const owner = instruction.flags.find(({ name }) => name === 'chown')?.value;
      if (!owner || (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD')) continue;
      const name = owner.value.split(':')[0] as string;
      if (!/^[a-z_][\w.-]*$/i.test(name) || settled.has(name)) continue;
      settled.add(name);
      // Each answer costs what stands above it; nobody has that many owners.
      if (settled.size > MOST) return;
      const { ids, complete } = usersOf(buildImage(dockerfile, stage, instruction));
      if (!complete || ids.has(name)) continue;
      const at = owner.at.end - owner.at.start === owner.value.length ? { ...owner.at, end: owner.at.start + name.length } : owner.at;
      // BuildKit looks the name up in the image's passwd and takes 0 where it finds none (solver/llbsolver/ops/user_linux.go).
      yield { at, message: message`Nothing above makes a user ${name}, so the files go to root or the build stops, depending on the builder.` };
    }
  },
});

const MOST = 50;
