import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkJson, DOCKERFILE, makeFolder, POD, seaworthy } from './command-line';

// What is wrong with a command line is said in one sentence on stderr, nothing is printed, and the exit code is 2.

const folder = makeFolder({ 'pod.yaml': POD });

const MISUSES: readonly (readonly [words: readonly string[], said: string])[] = [
  [['chekc'], 'There is no command `chekc`; did you mean `check`?'],
  [['deploy'], 'There is no command `deploy`; there are `check`, `explain`, '],
  [['check', '--frmat', 'json'], 'There is no option `--frmat`; did you mean `--format`?'],
  [['check', '--severity', 'error'], 'There is no option `--severity`; `seaworthy --help` lists them all.'],
  [['check', '--format'], 'The option `--format` needs a value.'],
  [['check', '--max-warnings', '-1'], 'The option `--max-warnings` needs a value.'],
  [['check', '--fix=yes'], 'The option `--fix` takes no value.'],
  [['check', '--format', 'xml'], '`--format` takes `text`, `json`, `sarif`, `junit`, `github`, not `xml`.'],
  [['check', '--lang', 'fr'], '`--lang` takes `en`, `zh-cn`, not `fr`.'],
  [['check', '--profile', 'strict'], '`--profile` takes `essential`, `recommended`, `production`, not `strict`.'],
  [['check', '--fail-on', 'fatal'], '`--fail-on` takes `error`, `warning`, `info`, `hint`, `never`, not `fatal`.'],
  [['check', '--max-warnings', 'many'], '`--max-warnings` takes a number, not `many`.'],
  [['check', '--kubernetes', 'newest'], '`--kubernetes` takes a version or a range such as `1.29-1.34`, not `newest`.'],
  [['check', '--kubernetes', '1.34-1.29'], '`--kubernetes` takes the older version first, not `1.34-1.29`.'],
  [['check', '--kubernetes', '1.5'], '`--kubernetes` takes versions from `1.18 - 1.36`, not `1.5`.'],
  [['check', '--only', 'prob-port-unknown'], 'There is no rule `prob-port-unknown`; did you mean `probe-port-unknown`?'],
  [['check', '--only', 'zzz'], 'There is no rule `zzz`; `seaworthy rules` lists them all.'],
  [['check', '--only', ' , '], '`--only` takes the names of rules; `seaworthy rules` lists them all.'],
  [['check', '--fix', '--fix-dry-run'], '`--fix` and `--fix-dry-run` exclude each other.'],
  [['check', '--fix', '--stdin-filename', 'pod.yaml'], '`--fix` cannot write to standard input; `--fix-dry-run` shows what it would change.'],
  [['check', '--stdin-filename', 'pod.yaml', 'other.yaml'], '`--stdin-filename` checks standard input alone, not `other.yaml` as well.'],
  [['check', '-'], 'To check standard input, give it a name: `--stdin-filename NAME`.'],
  [['check', ''], 'One of the paths is empty.'],
  [['check', '--stdio'], 'The command `check` does not take `--stdio`.'],
  [['explain'], '`explain` takes the name of one rule.'],
  [['explain', 'port-unknown'], 'There is no rule `port-unknown`; did you mean '],
  [['rules', 'dockerfile'], '`rules` takes no names.'],
  [['rules', '--format', 'sarif'], '`rules --format` takes `text`, `json`, `markdown`, not `sarif`.'],
  [['graph', '--format', 'png'], '`graph --format` takes `mermaid`, `json`, `svg`, not `png`.'],
  [['graph', '--by', 'kind'], '`--by` takes `namespace`, `application`, not `kind`.'],
  [['rehearse', 'web', 'api'], '`rehearse` takes the name of one workload; `--in` says where to look.'],
  [['rehearse', 'api'], 'There is no workload `api`.'],
  [['lsp', 'pod.yaml'], '`lsp` takes no paths.'],
];

describe('a wrong command line', { concurrency: 3 }, () => {
  for (const [words, said] of MISUSES) {
    it(`seaworthy ${words.map((word) => (/^[\w./=,-]+$/.test(word) ? word : `'${word}'`)).join(' ')}`, async () => {
      const { code, output, errors } = await seaworthy(words, { folder });
      assert.deepEqual([code, output], [2, '']);
      assert.ok(errors.startsWith(`seaworthy: ${said}`), errors);
      assert.equal(errors.split('\n').length, 2);
    });
  }

  it('is said in the language of the environment', async () => {
    const { errors } = await seaworthy(['check', '--format'], { folder, environment: { LANG: 'zh_CN.UTF-8' } });
    assert.equal(errors, 'seaworthy: 选项 `--format` 需要一个值。\n');
  });
});

describe('help and version', { concurrency: 3 }, () => {
  for (const words of [[], ['--help'], ['help'], ['check', '-h']]) {
    it(`seaworthy ${words.join(' ')}`, async () => {
      const { code, output, errors } = await seaworthy(words, { folder });
      assert.deepEqual([code, errors], [0, '']);
      assert.match(output, /^Seaworthy tells why[\s\S]*seaworthy check \[PATH\.\.\.\][\s\S]*Exit codes/);
    });
  }

  it('seaworthy --version', async () => assert.match((await seaworthy(['--version'], { folder })).output, /^\d+\.\d+\.\d+\n$/));
});

describe('options', { concurrency: 3 }, () => {
  it('may stand before the command, and languages be written in any way', async () => {
    const { output } = await seaworthy(['--lang', 'zh_CN', 'check', 'pod.yaml', '--only', 'probe-port-unknown'], { folder });
    assert.match(output, /容器 `web` 没有名为 `htpt` 的端口。/);
    assert.match(output, /已检查 1 个文件、1 个 YAML 文档。发现 1 个错误、0 个警告、0 条信息和 0 条提示。/);
  });

  it('--only takes several rules and the names that other tools give them', async () => {
    const mixed = makeFolder({ 'pod.yaml': POD, Dockerfile: DOCKERFILE });
    const { rules, code } = await checkJson(['--only', 'instruction-casing,kube-linter:liveness-port', '--only', 'memory-limit-missing', '.'], {
      folder: mixed,
    });
    assert.equal(code, 1);
    for (const rule of ['probe-port-unknown', 'memory-limit-missing', 'instruction-casing']) assert.ok(rules.includes(rule), rules.join());
    assert.ok(!rules.includes('requests-missing'));
  });

  it('--fail-on and --max-warnings decide about the exit code', async () => {
    const codes = await Promise.all(
      [
        ['check', '--only', 'memory-limit-missing'],
        ['check', '--only', 'memory-limit-missing', '--fail-on', 'info'],
        ['check', '--only', 'probe-port-unknown', '--fail-on', 'never'],
        ['check', '--only', 'probe-port-unknown', '--fail-on', 'hint'],
      ].map(async (words) => (await seaworthy(words, { folder })).code),
    );
    assert.deepEqual(codes, [0, 1, 0, 1]);
    const warned = makeFolder({ Dockerfile: 'FROM alpine\nCMD ["/bin/sh"]\n' });
    const limit = async (most: string) => (await seaworthy(['check', '--only', 'base-image-mutable', '--max-warnings', most], { folder: warned })).code;
    assert.deepEqual([await limit('0'), await limit('1')], [1, 0]);
  });

  it('--kubernetes is the range of the report', async () => {
    const { report } = await checkJson(['--kubernetes', 'v1.25..1.27', '--only', 'probe-port-unknown', '.'], { folder });
    assert.deepEqual(report.kubernetes, { from: '1.25', to: '1.27' });
  });

  it('--profile shows more or less', async () => {
    const count = async (profile: string) => (await checkJson(['--profile', profile, '.'], { folder })).rules.length;
    const [essential, recommended, production] = await Promise.all([count('essential'), count('recommended'), count('production')]);
    assert.ok((essential as number) < (recommended as number) && (recommended as number) < (production as number), `${essential} ${recommended} ${production}`);
  });
});
