import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseImageReference } from '../../server/src/docker/image-reference';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('image names', () => {
  const rows: readonly [text: string, registry: string, repository: string, tag?: string | undefined, digest?: string][] = [
    ['nginx', 'docker.io', 'library/nginx'],
    ['nginx:1.25', 'docker.io', 'library/nginx', '1.25'],
    ['library/nginx', 'docker.io', 'library/nginx'],
    ['docker.io/nginx', 'docker.io', 'library/nginx'],
    ['index.docker.io/nginx', 'docker.io', 'library/nginx'],
    ['bitnami/redis:7', 'docker.io', 'bitnami/redis', '7'],
    ['ghcr.io/a/b/c:v1', 'ghcr.io', 'a/b/c', 'v1'],
    ['localhost/a', 'localhost', 'a'],
    ['localhost:5000/a:b', 'localhost:5000', 'a', 'b'],
    ['registry:5000/a', 'registry:5000', 'a'],
    ['REGISTRY/a', 'REGISTRY', 'a'],
    ['[::1]:5000/a', '[::1]:5000', 'a'],
    ['10.0.0.1/a', '10.0.0.1', 'a'],
    ['a/b_c__d-e--f.g', 'docker.io', 'a/b_c__d-e--f.g'],
    [`nginx@${DIGEST}`, 'docker.io', 'library/nginx', undefined, DIGEST],
    [`nginx:1@${DIGEST}`, 'docker.io', 'library/nginx', '1', DIGEST],
    ['a:_x', 'docker.io', 'library/a', '_x'],
    ['a:A.B-c', 'docker.io', 'library/a', 'A.B-c'],
  ];
  for (const [text, registry, repository, tag, digest] of rows) {
    it(text, () => {
      const read = parseImageReference(text);
      assert.deepEqual([read?.registry, read?.repository, read?.tag, read?.digest], [registry, repository, tag, digest]);
    });
  }
  const wrong = [
    '',
    'Nginx',
    'a/Nginx',
    'nginx:',
    'nginx:-a',
    'nginx:a b',
    ' nginx',
    '/nginx',
    'a//b',
    'a/',
    'a..b',
    '-a',
    'a-',
    '_a',
    'nginx@sha256:12',
    'nginx@',
    'http://a/b',
    'a:b:c',
    'ü',
    '$IMAGE',
  ];
  const long = [`${'a'.repeat(256)}`, `a:${'b'.repeat(129)}`, 'a'.repeat(100_000), `${'a-'.repeat(100_000)}/`, `${'a.'.repeat(50_000)}:`];
  for (const text of [...wrong, ...long])
    it(`${JSON.stringify(text.slice(0, 30))} is none`, { timeout: 2000 }, () => assert.equal(parseImageReference(text), undefined));
});
