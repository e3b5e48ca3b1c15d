import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { isWindows, type SecurityContext, securityContext } from '../../server/src/model/security-context';
import { workloadOf } from '../../server/src/model/workload';

describe('the effective security context', () => {
  it('takes from the pod what the container leaves open', () => {
    const context = contextOf('runAsUser: 1000, runAsNonRoot: true', '');
    assert.deepEqual(brief(context.runAsUser), [1000, 'pod']);
    assert.deepEqual(brief(context.runAsNonRoot), [true, 'pod']);
    assert.equal(context.runAsGroup, undefined);
  });

  it('prefers the container', () => {
    const context = contextOf('runAsUser: 1000', 'runAsUser: 0');
    assert.deepEqual(brief(context.runAsUser), [0, 'container']);
  });

  it('takes a null for absent', () => {
    const context = contextOf('runAsUser: 1000', 'runAsUser: null');
    assert.deepEqual(brief(context.runAsUser), [1000, 'pod']);
  });

  it('looks for what only containers have in the container alone', () => {
    const context = contextOf('privileged: true, procMount: Unmasked', '');
    assert.equal(context.privileged, undefined);
    assert.equal(context.procMount, undefined);
  });

  it('knows no value where the type is wrong or the text is a template', () => {
    const context = contextOf('runAsUser: "1000"', 'seccompProfile: { type: __PROFILE__ }');
    assert.deepEqual(brief(context.runAsUser), [undefined, 'pod']);
    assert.deepEqual(brief(context.seccompProfile), [undefined, 'container']);
  });

  it('takes profiles and SELinux options whole, and options for Windows field by field', () => {
    const context = contextOf(
      'seccompProfile: { type: Localhost, localhostProfile: a.json }, seLinuxOptions: { type: spc_t }, windowsOptions: { hostProcess: true, runAsUserName: pod }',
      'seccompProfile: { type: RuntimeDefault }, seLinuxOptions: { level: "s0" }, windowsOptions: { runAsUserName: own }',
    );
    assert.deepEqual(brief(context.seccompProfile), ['RuntimeDefault', 'container']);
    assert.deepEqual(brief(context.seLinuxOptions), ['', 'container']);
    assert.deepEqual(brief(context.hostProcess), [true, 'pod']);
    assert.deepEqual(brief(context.runAsUserName), ['own', 'container']);
  });

  it('reads the annotation for AppArmor where no field is written', () => {
    const annotated = 'container.apparmor.security.beta.kubernetes.io/web: unconfined';
    assert.deepEqual(brief(contextOf('', '', annotated).appArmorProfile), ['Unconfined', 'container']);
    assert.deepEqual(brief(contextOf('appArmorProfile: { type: RuntimeDefault }', '', annotated).appArmorProfile), ['RuntimeDefault', 'pod']);
  });

  it('lists capabilities as they are written', () => {
    const context = contextOf('', 'capabilities: { drop: [ALL], add: [NET_BIND_SERVICE, CAP_CHOWN] }');
    assert.deepEqual(
      context.addedCapabilities.map(({ value }) => value),
      ['NET_BIND_SERVICE', 'CAP_CHOWN'],
    );
    assert.deepEqual(
      context.droppedCapabilities.map(({ value }) => value),
      ['ALL'],
    );
  });

  it('survives a security context that is none', () => {
    for (const wrong of ['5', '[]', 'null', 'text']) {
      const context = securityContext(containerOf(`  securityContext: ${wrong}\n`, `      securityContext: ${wrong}\n`));
      assert.equal(context.runAsUser, undefined);
      assert.deepEqual(context.addedCapabilities, []);
    }
  });

  it('tells pods for Windows', () => {
    assert.equal(isWindows(containerOf('  os: { name: windows }\n', '').pod), true);
    assert.equal(isWindows(containerOf('  nodeSelector: { kubernetes.io/os: windows }\n', '').pod), true);
    assert.equal(isWindows(containerOf('  os: { name: linux }\n', '').pod), false);
  });
});

function contextOf(pod: string, container: string, annotation = ''): SecurityContext {
  return securityContext(containerOf(`  securityContext: { ${pod} }\n`, `      securityContext: { ${container} }\n`, annotation));
}

function containerOf(pod: string, container: string, annotation = '') {
  const analysis = new Analysis();
  const head = `apiVersion: v1\nkind: Pod\nmetadata: { name: web, annotations: { ${annotation} } }\nspec:\n`;
  analysis.setFile('pod.yaml', `${head}${pod}  containers:\n    - name: web\n${container}`);
  const [object] = analysis.project.objects('Pod');
  const found = object && workloadOf(object)?.pod.containers[0];
  assert.ok(found);
  return found;
}

function brief(setting: { readonly value: unknown; readonly level: string } | undefined) {
  return setting && [setting.value, setting.level];
}
