import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'add-instead-of-copy',
  summary: 'ADD only copies files here, which COPY says more plainly.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3020', 'trivy:DS-0005', 'checkov:CKV_DOCKER_4', 'dockle:CIS-DI-0009'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { keyword, keywordAt, json, words, flags } = instruction;
    if (keyword !== 'ADD' || flags.some(({ name }) => ['checksum', 'unpack', 'keep-git-dir'].includes(name))) return;
    const sources = (json ?? words).slice(0, -1);
    // What ADD alone can do: fetch, clone and unpack. A variable or a pattern may mean such a source.
    const isSpecial = sources.some(({ value }) => /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)|\$|\.(?:tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst)\b|[*?]$/i.test(value));
    if (sources.length === 0 || isSpecial) return;
    const copy = dockerfile.text.slice(keywordAt.start, keywordAt.end) === 'add' ? 'copy' : 'COPY';
    yield {
      at: keywordAt,
      message: message`Nothing is fetched or unpacked here; ${'ADD'} would silently unpack an archive of the name.`,
      fix: { title: message`Use ${copy}`, safe: true, edits: [{ at: keywordAt, text: copy }] },
    };
  },
});
