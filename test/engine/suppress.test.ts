import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { allRules, ruleNames } from '../../server/src/engine/catalogue';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/engine/settings';

const POD = `containers:
  - name: web
    image: registry.example.com/web:latest
    securityContext:
      privileged: true
`;

/** A Deployment with annotations of its own and of its pods. */
function deployment(annotations = '', ofPods = ''): string {
  const indent = (text: string, width: number) => text.replace(/^(?=.)/gm, ' '.repeat(width));
  const block = (lines: string, width: number) => (lines === '' ? '' : indent(`annotations:\n${indent(lines, 2)}\n`, width));
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
${block(annotations, 2)}spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
${block(ofPods, 6)}    spec:
${indent(POD, 6)}`;
}

function found(text: string, settings: Partial<Settings> = {}, file = 'web.yaml'): string[] {
  const analysis = new Analysis({ ...DEFAULT_SETTINGS, profile: 'production', ...settings });
  analysis.setFile(file, text);
  return [...new Set(analysis.allReports().map(({ rule }) => rule.id))].sort();
}

const EVERYTHING = found(deployment());
const TAG = 'image-tag-mutable';
const PRIVILEGED = 'container-privileged';

/** What each tool calls the two, in the forms that its documentation gives. */
const ANNOTATIONS: readonly [annotation: string, silent: string][] = [
  ['seaworthy.dev/ignore: image-tag-mutable', TAG],
  ['ignore-check.kube-linter.io/latest-tag: built here', TAG],
  ['ignore-check.kube-linter.io/privileged-container: needs it', PRIVILEGED],
  ['kube-score/ignore: pod-probes, container-image-tag', TAG],
  ['kube-score/ignore: container-security-context-privileged', PRIVILEGED],
  ['polaris.fairwinds.com/tagNotSpecified-exempt: "true"', TAG],
  ['polaris.fairwinds.com/runAsPrivileged-exempt: "true"', PRIVILEGED],
  ['checkov.io/skip1: CKV_K8S_14=built here', TAG],
  ['checkov.io/skip: CKV_K8S_16', PRIVILEGED],
  ['datree.skip/CONTAINERS_MISSING_IMAGE_VALUE_VERSION: built here', TAG],
  ['datree.skip/CONTAINERS_INCORRECT_PRIVILEGED_VALUE_TRUE: ""', PRIVILEGED],
  ['monokle.io/suppress.kbp.no-latest-image: suppress', TAG],
  ['monokle.io/suppress.KBP001: "true"', TAG],
  ['monokle.io/suppress.pss.privileged-containers: needs it', PRIVILEGED],
];

describe('suppressions of other tools', () => {
  it('has something to silence', () => assert.ok(EVERYTHING.includes(TAG) && EVERYTHING.includes(PRIVILEGED)));

  for (const [annotation, silent] of ANNOTATIONS) {
    it(annotation, () => {
      const kept = found(deployment(annotation));
      assert.ok(!kept.includes(silent));
      assert.ok(kept.includes(silent === TAG ? PRIVILEGED : TAG), 'and nothing else');
    });
  }

  it('is read from the annotations of pods too', () => assert.ok(!found(deployment('', 'checkov.io/skip1: CKV_K8S_14=built here')).includes(TAG)));

  for (const all of ['kube-linter.io/ignore-all: sample', 'polaris.fairwinds.com/exempt: "true"']) {
    it(`${all} silences everything that the tool checks`, () => {
      const kept = found(deployment(all));
      assert.ok(!kept.includes(TAG) && !kept.includes(PRIVILEGED));
    });
  }

  for (const no of ['polaris.fairwinds.com/tagNotSpecified-exempt: "false"', 'polaris.fairwinds.com/exempt: "false"', 'monokle.io/suppress.KBP001: "false"']) {
    it(`${no} silences nothing`, () => assert.deepEqual(found(deployment(no)), EVERYTHING));
  }

  it('counts for its own object alone', () => {
    const text = `${deployment('kube-score/ignore: container-image-tag')}---\n${deployment().replaceAll('web', 'api')}`;
    assert.ok(found(text).includes(TAG));
  });
});

describe('comments of Trivy', () => {
  for (const id of ['KSV-0017', 'AVD-KSV-0017', 'ksv017']) {
    it(`${id} above the line`, () => {
      const kept = found(deployment().replace(/( *)privileged/, `$1# trivy:ignore:${id}\n$1privileged`));
      assert.ok(!kept.includes(PRIVILEGED) && kept.includes(TAG));
    });
  }

  it('reaches to the end of the block below it, and not further', () => {
    const inPod = found(deployment().replace('    spec:', '    #trivy:ignore:KSV-0017 trivy:ignore:KSV-0013\n    spec:'));
    assert.ok(!inPod.includes(PRIVILEGED) && !inPod.includes(TAG));
    assert.ok(found(deployment().replace('  name: web', '  # trivy:ignore:KSV-0017\n  name: web')).includes(PRIVILEGED));
  });

  it('counts for the document at whose top it stands', () => {
    const text = deployment();
    assert.ok(!found(`# trivy:ignore:KSV-0017\n${text}`).includes(PRIVILEGED));
    assert.ok(found(`# trivy:ignore:KSV-0017\n${text}---\n${text.replaceAll('web', 'api')}`).includes(PRIVILEGED));
  });
});

describe('names of rules', () => {
  it('takes every alias in settings, with its tool and without', () => {
    for (const rule of allRules) {
      for (const alias of rule.aliases ?? []) {
        assert.ok(ruleNames.find(alias).includes(rule), alias);
        assert.ok(ruleNames.find(alias.slice(alias.indexOf(':') + 1)).includes(rule), alias);
      }
    }
  });

  for (const name of ['kube-linter:latest-tag', 'latest-tag', 'AVD-KSV-0013', 'CKV_K8S_14', 'datree:*']) {
    it(`${name}: off`, () => assert.ok(!found(deployment(), { rules: new Map([[name, 'off']]) }).includes(TAG)));
  }
});
