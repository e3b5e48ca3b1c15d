import { workdirBefore } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'workdir-relative',
  summary: 'WORKDIR is relative, so the folder depends on the base image.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3000', 'buildkit:WorkdirRelativePath', 'trivy:DS-0009', 'checkov:CKV_DOCKER_10'],
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    const { keyword, rest, words } = instruction;
    const [first] = words;
    if (keyword !== 'WORKDIR' || !stage || !first) return;
    const path = words.length === 1 ? first.value : rest.value;
    // A variable may well hold an absolute path, and `C:\` is one; `~` has a rule of its own.
    if (/^(?:\/|\$|~|[A-Za-z]:)/.test(path)) return;
    const before = workdirBefore(dockerfile, stage, instruction.at.start);
    if (before.set) return;
    const absolute = before.path === undefined ? `/${path.replace(/^(?:\.\/)+/, '')}` : resolvePath(before.path, path);
    yield {
      at: rest.at,
      message: message`${path} lies below the working folder of the base image, whichever that is.`,
      fix: { title: message`Write ${absolute}`, safe: before.path !== undefined, edits: [{ at: rest.at, text: absolute }] },
    };
  },
});
