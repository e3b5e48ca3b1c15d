import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { allRules } from '../../server/src/engine/catalogue';
import { root } from '../repository';
import { checkJson, makeFolder, POD, seaworthy } from './command-line';

const folder = makeFolder({
  'k8s/web.yaml': POD.replace('kind: Pod', 'kind: Pod # asks a port that is not there'),
  'k8s/api.yaml': POD.replace('name: web', 'name: api').replace('htpt', 'http'),
});

describe('explain', { concurrency: 3 }, () => {
  it('shows the page of a rule, in both languages', async () => {
    const english = await seaworthy(['explain', 'probe-port-unknown'], { folder });
    assert.deepEqual([english.code, english.errors], [0, '']);
    for (const part of ['# probe-port-unknown', 'stage: ready', 'What you see', 'When it stays silent']) assert.ok(english.output.includes(part), part);
    assert.ok(!/[\u4e00-\u9fff]/.test(english.output));
    const chinese = await seaworthy(['explain', 'PROBE-PORT-UNKNOWN', '--lang', 'zh-cn'], { folder });
    assert.match(chinese.output, /^# probe-port-unknown\n\n探针/);
  });

  it('understands the names of other tools', async () => {
    const { code, output } = await seaworthy(['explain', 'hadolint:DL3007'], { folder });
    assert.deepEqual([code, output.split('\n')[0]], [0, '# base-image-mutable']);
  });
});

describe('rules', { concurrency: 3 }, () => {
  it('are listed for programs', async () => {
    const { code, output } = await seaworthy(['rules', '--format', 'json'], { folder });
    const rules = JSON.parse(output) as Record<string, unknown>[];
    assert.equal(code, 0);
    assert.deepEqual(
      rules.map(({ id }) => id),
      allRules.map(({ id }) => id),
    );
    const keys = ['id', 'summary', 'severity', 'stage', 'profile', 'fixable', 'since', 'scope', 'aliases'];
    for (const rule of rules) assert.deepEqual(Object.keys(rule), keys);
  });

  it('are listed for people', async () => {
    const { output } = await seaworthy(['rules'], { folder });
    assert.equal(output.trimEnd().split('\n').length, allRules.length);
    assert.match(output, /^probe-port-unknown +error +/m);
    const table = await seaworthy(['rules', '--format', 'markdown', '--lang', 'zh-cn'], { folder });
    assert.equal(table.output.trimEnd().split('\n').length, allRules.length + 2);
    assert.match(table.output, /^\| `probe-port-unknown` \| error \| ready \| .*探针/m);
  });
});

describe('rehearse', { concurrency: 3 }, () => {
  it('says for every workload where it breaks', async () => {
    const { code, output } = await seaworthy(['rehearse'], { folder });
    assert.equal(code, 1);
    assert.match(output, /^Pod\/api {2}k8s\/api\.yaml:4 {2}would run$/m);
    assert.match(
      output,
      /^Pod\/web {2}k8s\/web\.yaml:4 {2}breaks at ready$[\s\S]*✗ ready\n {6}k8s\/web\.yaml:15 {2}No port of container `web` is named `htpt`\. probe-port-unknown/m,
    );
  });

  it('says of a stage behind the one that breaks that it is not reached, and still what is wrong there', async () => {
    const broken = makeFolder({ 'web.yaml': POD.replace('  containers:', '  terminationGracePeriod: 5\n  containers:') });
    const { output } = await seaworthy(['rehearse'], { folder: broken });
    const stages = output.split('\n').filter((line) => /^ {2}\S/.test(line));
    assert.deepEqual(stages.slice(0, 7), [
      '  ✓ build',
      '  ✗ apply',
      '  · schedule (not reached)',
      '  · pull (not reached)',
      '  · create (not reached)',
      '  · start (not reached)',
      '  ✗ ready',
    ]);
    assert.ok(stages.slice(2).every((line) => !line.includes('✓')));
    const json = await seaworthy(['rehearse', '--format', 'json'], { folder: broken });
    const { workloads } = JSON.parse(json.output) as { workloads: { breaksAt: string; stages: { stage: string; verdict: string }[] }[] };
    const [{ breaksAt, stages: all = [] } = { breaksAt: '' }] = workloads;
    assert.equal(breaksAt, 'apply');
    assert.deepEqual(
      all.slice(0, 3).map(({ verdict }) => verdict),
      ['passes', 'breaks', 'unreached'],
    );
  });

  it('takes one by its name, or all below a path', async () => {
    const one = await seaworthy(['rehearse', 'api', '--format', 'json'], { folder });
    const { version, workloads } = JSON.parse(one.output) as { version: number; workloads: { kind: string; name: string; breaksAt?: string }[] };
    assert.deepEqual([one.code, version, workloads.map(({ kind, name, breaksAt }) => [kind, name, breaksAt])], [0, 1, [['Pod', 'api', undefined]]]);
    const named = await seaworthy(['rehearse', 'web', '--in', 'k8s'], { folder });
    assert.match(named.output, /^Pod\/web {2}web\.yaml:4/);
    assert.equal((await seaworthy(['rehearse', 'k8s'], { folder })).output, (await seaworthy(['rehearse', '--in', 'k8s'], { folder })).output);
  });

  it('knows that nothing is there', async () => {
    const { code, output, errors } = await seaworthy(['rehearse'], { folder: makeFolder() });
    assert.deepEqual([code, output, errors], [0, '', '']);
    const missing = await seaworthy(['rehearse', '--in', 'gone'], { folder });
    assert.deepEqual([missing.code, missing.errors], [2, 'seaworthy: There is no file or folder `gone`.\n']);
  });
});

describe('what you would see', { concurrency: 2 }, () => {
  const NON_ROOT = POD.replace('      image:', '      securityContext: { runAsNonRoot: true }\n      image:');
  const seen = async (user: string) => {
    const files = { Dockerfile: `FROM alpine:3.20\nUSER ${user}\nCMD ["/bin/sh"]\n`, 'web.yaml': NON_ROOT };
    const { output } = await seaworthy(['check', '--only', 'run-as-non-root-image-user'], { folder: makeFolder(files) });
    return /like: (.*)/.exec(output)?.[1];
  };

  it('is what the kubelet says of this user', async () => {
    assert.equal(
      await seen('app:app'),
      'CreateContainerConfigError: container has runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root',
    );
    assert.equal(await seen('0'), 'CreateContainerConfigError: container has runAsNonRoot and image will run as root');
  });

  it('is what the kubelet says of what it cannot find, and nothing where others look for it', async () => {
    const pod = (spec: string) => POD.replace('      image:', `      ${spec}\n      image:`);
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: database }\nstringData: { password: x }\n';
    const external = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: shop }\nspec: { secretRef: { name: databse } }\n';
    const seenIn = async (text: string) => {
      const { output } = await seaworthy(['check', '--only', 'config-missing,config-key-missing,reference-misspelled'], {
        folder: makeFolder({ 'web.yaml': text, 'secret.yaml': secret }),
      });
      return /like: (.*)/.exec(output)?.[1] ?? output.split('\n')[1]?.trim();
    };
    assert.equal(await seenIn(pod('envFrom: [{ secretRef: { name: databse } }]')), 'CreateContainerConfigError: secret "databse" not found');
    assert.equal(
      await seenIn(pod('env: [{ name: A, valueFrom: { secretKeyRef: { name: database, key: pass } } }]')),
      "CreateContainerConfigError: couldn't find key pass in Secret default/database",
    );
    assert.equal(await seenIn(external), 'No file defines the `Secret` `databse`; did you mean `database`?');
  });

  it('is what kubectl says of the key that is missing', async () => {
    const seenOf = async (head: string) => {
      const folder = makeFolder({ 'web.yaml': `${head}\nmetadata: { name: web }\n` });
      const { output } = await seaworthy(['check', '--only', 'type-meta-missing'], { folder });
      return /error validating data: (.*?);|(Object '\w+' is missing)/.exec(output)?.slice(1).find(Boolean);
    };
    assert.equal(await seenOf('apiVersion: v1'), 'kind not set');
    assert.equal(await seenOf('apiVersion: v1\nkind: [Pod]'), "kind isn't string type");
    assert.equal(await seenOf('apiVersion: v1\nkind: ""'), "Object 'Kind' is missing");
    assert.equal(await seenOf('apiVersion: v1\nKind: Pod'), 'kind not set');
    assert.equal(await seenOf('kind: Pod'), 'apiVersion not set');
  });
});

describe('graph', { concurrency: 3 }, () => {
  it('is drawn, also of nothing', async () => {
    const drawn = await seaworthy(['graph', '--format', 'svg', '--by', 'application'], { folder });
    assert.match(drawn.output, /^<svg [\s\S]*<\/svg>\n?$/);
    const empty = await seaworthy(['graph'], { folder: makeFolder() });
    assert.deepEqual([empty.code, empty.output.split('\n')[0]], [0, 'flowchart LR']);
    assert.equal((await seaworthy(['graph', 'gone'], { folder })).code, 2);
  });
});

describe('create', { concurrency: 2 }, () => {
  it('prints manifests that hold before our own check, and writes nothing', async () => {
    const service = makeFolder({
      'shop/Dockerfile':
        'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /shop .\nFROM gcr.io/distroless/static-debian12:nonroot\nCOPY --from=build /shop /shop\nENTRYPOINT ["/shop"]\n',
      'shop/go.mod': 'module example.com/shop\n\ngo 1.24\n',
      'shop/main.go': 'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8081", nil)\n}\n',
    });
    const { code, output, errors } = await seaworthy(['create'], { folder: service });
    assert.deepEqual([code, errors], [0, '']);
    assert.match(output, /^kind: Deployment$[\s\S]*containerPort: 8081[\s\S]*^kind: Service$/m);
    const checked = await checkJson(['--stdin-filename', 'shop/k8s.yaml'], { folder: service, input: output });
    assert.deepEqual(
      checked.report.findings.filter(({ severity }) => severity === 'error' || severity === 'warning'),
      [],
    );
    assert.equal((await seaworthy(['create', '.', 'gone'], { folder: service })).code, 2);
  });

  it('says where there is nothing to do', async () => {
    const { code, output, errors } = await seaworthy(['create'], { folder: makeFolder() });
    assert.deepEqual([code, output], [2, '']);
    assert.match(errors, /^seaworthy: No Dockerfile here makes an image/);
  });
});

describe('lsp', () => {
  it('answers over standard input and output, and ends as it is told', async () => {
    const child = spawn(process.execPath, [join(root, 'server/bin/seaworthy.js'), 'lsp', '--stdio'], { cwd: folder });
    let answers = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      answers += text;
    });
    const send = (content: object) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...content });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    send({ method: 'initialized', params: {} });
    send({ id: 2, method: 'no/such/request', params: {} });
    send({ id: 3, method: 'shutdown' });
    send({ method: 'exit' });
    const code = await new Promise((done) => child.on('close', done));
    assert.equal(code, 0);
    assert.match(answers, /"serverInfo":\{"name":"seaworthy"\}/);
    assert.match(answers, /"id":2,"error":\{"code":-32601/);
  });

  it('ends where nobody listens', async () => assert.equal((await seaworthy(['lsp', '--stdio'], { folder })).code, 1));
});
