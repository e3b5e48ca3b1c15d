import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkJson, makeFolder, POD, seaworthy } from './command-line';

const PROBE = ['--only', 'probe-port-unknown'];

describe('a configuration', { concurrency: 3 }, () => {
  it('holds for the files below it, the nearest wins, and options win over all', async () => {
    const folder = makeFolder({
      '.seaworthy.yaml': 'kubernetes: 1.30\nrules: {probe-port-unknown: off, memory-limit-missing: error}\nignore: [old]\n',
      'pod.yaml': POD,
      'old/pod.yaml': POD,
      'near/.seaworthy.yaml': 'rules: {probe-port-unknown: hint, requests-missing: off, memory-limit-missing: off}\n',
      'near/pod.yaml': POD,
    });
    const { code, report } = await checkJson(['.'], { folder });
    assert.equal(code, 1);
    assert.deepEqual(report.kubernetes, { from: '1.30', to: '1.30' });
    const found = report.findings.map(({ file, rule, severity }) => `${file} ${rule} ${severity}`);
    assert.deepEqual(found, ['near/pod.yaml probe-port-unknown hint', 'pod.yaml memory-limit-missing error', 'pod.yaml requests-missing info']);
    const { report: asked } = await checkJson(['near/pod.yaml', '--kubernetes', '1.25', ...PROBE], { folder });
    assert.deepEqual([asked.kubernetes.from, asked.findings.map(({ severity }) => severity)], ['1.25', ['error']]);
  });

  it('is another one where that is asked for', async () => {
    const folder = makeFolder({
      '.seaworthy.yaml': 'rules: {probe-port-unknown: off}\n',
      'ci.yaml': 'rules: {probe-port-unknown: warning}\n',
      'pod.yaml': POD,
    });
    const { code, report } = await checkJson(['--config', 'ci.yaml', 'pod.yaml'], { folder });
    assert.equal(code, 0);
    assert.ok(report.findings.some(({ rule, severity }) => rule === 'probe-port-unknown' && severity === 'warning'));
  });

  it('that is missing is not passed over', async () => {
    const folder = makeFolder({ 'pod.yaml': POD, 'binary.yaml': Buffer.from([0]) });
    for (const [file, said] of [
      ['gone.yaml', 'There is no file or folder `gone.yaml`.'],
      ['binary.yaml', '`binary.yaml` is not a text file.'],
      ['.', '`.` is a folder.'],
    ] as const) {
      const { code, rules, errors } = await checkJson(['--config', file, 'pod.yaml', ...PROBE], { folder });
      assert.deepEqual([code, rules, errors], [2, ['probe-port-unknown'], `seaworthy: ${said} Its settings do not apply.\n`]);
    }
  });

  it('that is a folder or cannot be read is not passed over', async () => {
    const folder = makeFolder({
      '.seaworthy.yaml/README.md': 'Settings.\n',
      'pod.yaml': POD,
      'near/.seaworthy.yml': Buffer.from('\ufeffkubernetes: 1.30', 'utf16le'),
      'near/pod.yaml': POD,
      'deep/.seaworthy.yaml/pod.yaml': POD,
    });
    const said = (file: string) => `seaworthy: \`${file}\` is a folder. Its settings do not apply.\n`;
    const utf16 = 'seaworthy: `near/.seaworthy.yml` is written in UTF-16 and is not read; it should be saved as UTF-8.';
    const { code, report, errors } = await checkJson(['.', ...PROBE], { folder });
    assert.deepEqual([code, report.files, errors], [2, 3, `${said('.seaworthy.yaml')}${said('deep/.seaworthy.yaml')}${utf16}\n`]);
    const alone = await checkJson(['near/pod.yaml', ...PROBE], { folder });
    assert.deepEqual([alone.code, alone.rules], [2, ['probe-port-unknown']]);
    assert.equal(alone.errors, `${utf16} Its settings do not apply.\n`);
  });
});

describe('a broken configuration', { concurrency: 3 }, () => {
  const BROKEN = 'rules: [\n';
  const ODD = 'kubernetes: 1.99\nrules:\n  nope: error\n';

  it('is reported at its place', async () => {
    const { code, report } = await checkJson(['.'], { folder: makeFolder({ '.seaworthy.yaml': ODD, 'pod.yaml': POD }) });
    assert.equal(code, 1);
    assert.deepEqual(
      report.findings.filter(({ file }) => file === '.seaworthy.yaml').map(({ rule, severity, range }) => [rule, severity, range.start.line]),
      [
        ['setting-invalid', 'warning', 0],
        ['setting-invalid', 'warning', 2],
      ],
    );
  });

  it('is said on stderr where it is not checked itself', async () => {
    const odd = makeFolder({ '.seaworthy.yaml': ODD, 'k8s/pod.yaml': POD });
    const unread = makeFolder({ '.seaworthy.yaml': BROKEN, 'pod.yaml': POD });
    const said = [
      'seaworthy: `.seaworthy.yaml`, line 1: Seaworthy knows Kubernetes `1.18 - 1.36`, and `1.99` reaches beyond.',
      'seaworthy: `.seaworthy.yaml`, line 3: No rule is called `nope`.',
      '',
    ].join('\n');
    // A setting that makes no sense changes nothing about what was found; a file that cannot be read leaves that open.
    for (const words of [
      ['k8s/pod.yaml', ...PROBE],
      ['.', ...PROBE],
    ]) {
      const { code, errors } = await checkJson(words, { folder: odd });
      assert.deepEqual([code, errors], [1, said]);
    }
    const { code, errors, rules } = await checkJson(['pod.yaml', ...PROBE], { folder: unread });
    assert.deepEqual([code, rules], [2, ['probe-port-unknown']]);
    assert.match(errors, /^seaworthy: `\.seaworthy\.yaml`, line 1: A bracket that opens/);
    const named = await seaworthy(['check', '--config', '.seaworthy.yaml', 'k8s/pod.yaml'], { folder: odd });
    assert.equal(named.errors, said);
  });

  it('may be binary, empty or something else', async () => {
    const binary = await checkJson(['.', ...PROBE], { folder: makeFolder({ '.seaworthy.yaml': Buffer.from([0, 1]), 'pod.yaml': POD }) });
    assert.deepEqual([binary.code, binary.rules, binary.errors], [2, ['probe-port-unknown'], 'seaworthy: `.seaworthy.yaml` is not a text file.\n']);
    const empty = await checkJson(['.', ...PROBE], { folder: makeFolder({ '.seaworthy.yaml': '', 'pod.yaml': POD }) });
    assert.deepEqual([empty.code, empty.errors], [1, '']);
    const list = await checkJson(['.'], { folder: makeFolder({ '.seaworthy.yaml': '- a\n' }) });
    assert.deepEqual(
      list.report.findings.map(({ message }) => message),
      ['Keys and values were expected here.'],
    );
  });
});
