import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/engine/settings';

/** The rules that report a pod in a namespace with some labels, without the versions of the policy being mixed. */
function refused(spec: object, labels: Readonly<Record<string, string>>, settings: Partial<Settings> = {}): string[] {
  const analysis = new Analysis({ ...DEFAULT_SETTINGS, ...settings });
  const prefixed = Object.fromEntries(Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]));
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: prefixed } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec },
  ];
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  analysis.setFile('shop.yaml', text);
  // What a policy forbids is reported with the place in the Namespace that asks for the policy.
  const reports = analysis.allReports().filter(({ related }) => related.some(({ at }) => at.end < text.indexOf('\n---')));
  return [...new Set(reports.map(({ rule, severity }) => `${severity} ${rule.id}`))].sort();
}

const web = { name: 'web', image: 'registry.example.com/web:1' };
const hard = { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } };

function container(securityContext: object): object {
  return { containers: [{ ...web, securityContext }] };
}

/** What a pod does, the level that forbids it, the rule that says so, and the editions of the policy that do: first and last. */
const TABLE: readonly [what: string, spec: object, level: 'baseline' | 'restricted', rule: string, first: number, last: number][] = [
  ['hostNetwork', { hostNetwork: true, containers: [web] }, 'baseline', 'host-namespace-shared', 18, 37],
  ['privileged', container({ privileged: true }), 'baseline', 'container-privileged', 18, 37],
  ['SYS_ADMIN', container({ capabilities: { add: ['SYS_ADMIN'] } }), 'baseline', 'capability-added', 18, 37],
  ['CAP_CHOWN', container({ capabilities: { add: ['CAP_CHOWN'] } }), 'baseline', 'capability-added', 18, 37],
  ['hostPath', { containers: [web], volumes: [{ name: 'a', hostPath: { path: '/a' } }] }, 'baseline', 'host-path-volume', 18, 37],
  ['hostPort', { containers: [{ ...web, ports: [{ containerPort: 80, hostPort: 80 }] }] }, 'baseline', 'host-port-used', 18, 37],
  ['probe host', { containers: [{ ...web, livenessProbe: { tcpSocket: { host: 'a', port: 80 } } }] }, 'baseline', 'handler-host-refused', 34, 37],
  ['hook host', { containers: [{ ...web, lifecycle: { preStop: { httpGet: { host: 'a', port: 80 } } } }] }, 'baseline', 'handler-host-refused', 34, 37],
  ['AppArmor', container({ appArmorProfile: { type: 'Unconfined' } }), 'baseline', 'apparmor-off', 18, 37],
  ['SELinux type', container({ seLinuxOptions: { type: 'spc_t' } }), 'baseline', 'selinux-options-set', 18, 37],
  ['SELinux engine', container({ seLinuxOptions: { type: 'container_engine_t' } }), 'baseline', 'selinux-options-set', 18, 30],
  ['SELinux user', container({ seLinuxOptions: { user: 'me' } }), 'baseline', 'selinux-options-set', 18, 37],
  ['procMount', container({ procMount: 'Unmasked' }), 'baseline', 'proc-mount-unmasked', 18, 37],
  ['procMount with users', { hostUsers: false, ...container({ procMount: 'Unmasked' }) }, 'baseline', 'proc-mount-unmasked', 18, 34],
  ['procMount, restricted', { hostUsers: false, ...container({ ...hard, procMount: 'Unmasked' }) }, 'restricted', 'proc-mount-unmasked', 18, 37],
  ['seccomp off', container({ seccompProfile: { type: 'Unconfined' } }), 'baseline', 'seccomp-unconfined', 18, 37],
  ['seccomp off for the pod', { securityContext: { seccompProfile: { type: 'Unconfined' } }, ...container(hard) }, 'baseline', 'seccomp-unconfined', 18, 37],
  ['sysctl', { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] }, containers: [web] }, 'baseline', 'sysctl-unsafe', 18, 37],
  ...(
    [
      ['ip_local_reserved_ports', 26],
      ['tcp_keepalive_time', 28],
      ['tcp_keepalive_intvl', 28],
      ['tcp_keepalive_probes', 28],
      ['tcp_fin_timeout', 28],
      ['tcp_rmem', 31],
      ['tcp_wmem', 31],
      ['tcp_slow_start_after_idle', 36],
      ['tcp_notsent_lowat', 36],
    ] as const
  ).map(
    ([name, last]) =>
      [
        name,
        { securityContext: { sysctls: [{ name: `net.ipv4.${name}`, value: '1' }] }, containers: [web] },
        'baseline',
        'sysctl-unsafe',
        18,
        last,
      ] as (typeof TABLE)[number],
  ),
  ['hostProcess', container({ windowsOptions: { hostProcess: true } }), 'baseline', 'windows-host-process', 18, 37],
  ['escalation', container({ ...hard, allowPrivilegeEscalation: undefined }), 'restricted', 'privilege-escalation-allowed', 18, 37],
  [
    'escalation on Windows',
    { os: { name: 'windows' }, ...container({ ...hard, allowPrivilegeEscalation: undefined }) },
    'restricted',
    'privilege-escalation-allowed',
    18,
    24,
  ],
  ['nothing dropped', container({ ...hard, capabilities: { drop: ['NET_RAW'] } }), 'restricted', 'capabilities-kept', 18, 37],
  ['nothing dropped on Windows', { os: { name: 'windows' }, ...container({ ...hard, capabilities: undefined }) }, 'restricted', 'capabilities-kept', 18, 24],
  ['CHOWN', container({ ...hard, capabilities: { drop: ['ALL'], add: ['CHOWN'] } }), 'restricted', 'capability-added-back', 18, 37],
  ['root may be', container({ ...hard, runAsNonRoot: undefined }), 'restricted', 'root-not-forbidden', 18, 37],
  ['root may be, with users', { hostUsers: false, ...container({ ...hard, runAsNonRoot: undefined }) }, 'restricted', 'root-not-forbidden', 18, 34],
  ['user 0', container({ ...hard, runAsUser: 0 }), 'restricted', 'root-user-set', 18, 37],
  ['user 0 of the pod', { securityContext: { runAsUser: 0 }, ...container({ ...hard, runAsUser: 1 }) }, 'restricted', 'root-user-set', 18, 37],
  ['no seccomp', container({ ...hard, seccompProfile: undefined }), 'restricted', 'seccomp-profile-missing', 19, 37],
  ['no seccomp on Windows', { os: { name: 'windows' }, ...container({ ...hard, seccompProfile: undefined }) }, 'restricted', 'seccomp-profile-missing', 19, 24],
  ['NFS', { ...container(hard), volumes: [{ name: 'a', nfs: { server: 'a', path: '/' } }] }, 'restricted', 'volume-type-restricted', 18, 37],
];

describe('the Pod Security Standards, edition by edition', () => {
  for (const [what, spec, level, rule, first, last] of TABLE) {
    it(`${what}: ${level} forbids it from 1.${first} to 1.${last}`, () => {
      for (let minor = 18; minor <= 37; minor++) {
        const found = refused(spec, { enforce: level, 'enforce-version': `v1.${minor}` }, { kubernetes: { from: 37, to: 37 } });
        assert.deepEqual(found, minor >= first && minor <= last ? [`error ${rule}`] : [], `in edition 1.${minor}`);
      }
      if (level === 'restricted')
        assert.deepEqual(
          refused(spec, { enforce: 'baseline' }).filter((one) => one !== 'error proc-mount-unmasked'),
          [],
        );
      else
        assert.ok(refused(spec, { enforce: 'restricted', 'enforce-version': `v1.${first}` }, { kubernetes: { from: 37, to: 37 } }).includes(`error ${rule}`));
      assert.deepEqual(refused(spec, { enforce: 'privileged' }), []);
    });
  }

  it('admits a hardened pod', () => assert.deepEqual(refused(container(hard), { enforce: 'restricted' }), []));
  it('takes what the pod says for its containers', () => {
    const { allowPrivilegeEscalation, capabilities, ...ofPod } = hard;
    assert.deepEqual(refused({ securityContext: ofPod, ...container({ allowPrivilegeEscalation, capabilities }) }, { enforce: 'restricted' }), []);
  });
  it('warns where the namespace warns or only writes it down', () => {
    assert.deepEqual(refused({ hostPID: true, containers: [web] }, { warn: 'baseline' }), ['warning host-namespace-shared']);
    assert.deepEqual(refused({ hostPID: true, containers: [web] }, { audit: 'baseline', enforce: 'privileged' }), ['warning host-namespace-shared']);
  });
  it('refuses by the level that is enforced, and warns by the stricter one', () => {
    const found = refused({ hostPID: true, ...container({ ...hard, runAsUser: 0 }) }, { enforce: 'baseline', warn: 'restricted' });
    assert.deepEqual(found, ['error host-namespace-shared', 'warning root-user-set']);
  });
  it('does not go beyond what the cluster knows', () => {
    const spec = { containers: [{ ...web, livenessProbe: { tcpSocket: { host: 'a', port: 80 } } }] };
    assert.deepEqual(refused(spec, { enforce: 'baseline', 'enforce-version': 'v1.36' }, { kubernetes: { from: 30, to: 33 } }), []);
    assert.deepEqual(refused(spec, { enforce: 'baseline' }, { kubernetes: { from: 30, to: 34 } }), ['error handler-host-refused']);
  });
});
