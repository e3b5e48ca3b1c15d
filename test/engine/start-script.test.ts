import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { allRules } from '../../server/src/engine/catalogue';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import { applyEdits } from '../../server/src/text/edit';
import { render } from '../../server/src/text/message';

// A page cannot show line breaks of Windows.

describe('scripts with line breaks of Windows', () => {
  const DOCKERFILE = 'FROM alpine:3.20\nCOPY entrypoint.sh /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\n';
  const SCRIPT = '#!/bin/sh\r\nset -e\r\nexec "$@"\r\n';

  it('are not run by the kernel', () =>
    assert.deepEqual(check(DOCKERFILE, SCRIPT), [
      '"/entrypoint.sh" The lines of `entrypoint.sh` end as in Windows, and Linux takes the carriage return for a part of each of them.',
    ]));
  it('nor by a shell', () => assert.equal(check(DOCKERFILE.replace('["', '["sh", "-e", "'), SCRIPT).length, 1));
  it('nor by a shell that is part of the image', () => assert.equal(check(DOCKERFILE.replace('["/entrypoint.sh"]', 'exec /entrypoint.sh'), SCRIPT).length, 1));
  it('matter to a shell where they are its own', () =>
    assert.deepEqual(check(DOCKERFILE.replace('["', '["sh", "'), '# from Windows\r\nset -e\nexec "$@"\n'), []));
  it('matter to the kernel in the first line alone', () => assert.deepEqual(check(DOCKERFILE, '#!/bin/sh\nset -e\r\n'), []));
  it('are taken out by the build', () => {
    for (const run of ["sed -i 's/\\r$//' /entrypoint.sh", 'dos2unix /*.sh', "tr -d '\\r' < /entrypoint.sh > /e && mv /e /entrypoint.sh"])
      assert.deepEqual(check(DOCKERFILE.replace('ENTRYPOINT', `RUN ${run}\nENTRYPOINT`), SCRIPT), [], run);
  });
  it('are taken out by the fix', () => {
    const { text, left } = fixed(DOCKERFILE, SCRIPT);
    assert.equal(text, DOCKERFILE.replace('ENTRYPOINT', "RUN sed -i 's/\\r$//' /entrypoint.sh\nENTRYPOINT"));
    assert.deepEqual(left, []);
  });
  it('stay where a RUN could not change them', () => assert.equal(fixed(DOCKERFILE.replace('COPY', 'USER 1000\nCOPY'), SCRIPT).text, undefined));
  it('are found in scripts without a first line of their own too, which needs one', () =>
    assert.match(check(DOCKERFILE, 'set -e\r\n')[0] ?? '', /does not begin/));
});

function analyse(dockerfile: string, script: string): Analysis {
  const analysis = new Analysis(
    DEFAULT_SETTINGS,
    allRules.filter(({ id }) => id === 'start-script-refused'),
  );
  analysis.setFile('Dockerfile', dockerfile);
  analysis.setFile('entrypoint.sh', script);
  return analysis;
}

function check(dockerfile: string, script: string): string[] {
  return analyse(dockerfile, script)
    .allReports()
    .map(({ at, message }) => `${dockerfile.slice(at.start, at.end)} ${render(message)}`);
}

function fixed(dockerfile: string, script: string): { text: string | undefined; left: string[] } {
  const [report] = analyse(dockerfile, script).allReports();
  const [fix] = report?.fixes ?? [];
  const text = fix && applyEdits(dockerfile, fix.edits);
  return { text, left: text === undefined ? [] : check(text, script) };
}
