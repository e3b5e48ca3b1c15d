import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';
import { requiredNodeTerms } from './pod-selectors';

/**
 * The kubelet labels its node with Go's names of its system (kubernetes/pkg/kubelet/kubelet_node_status.go, initialNode):
 * those that Kubernetes is released for, those that others build it for, and those of nodes that run no kubelet
 * (Krustlet's WebAssembly, virtual nodes on macOS).
 */
const VALUES: Readonly<Record<string, readonly string[]>> = table({
  'kubernetes.io/arch': ['amd64', 'arm64', 'arm', 'ppc64le', 's390x', 'riscv64', '386', 'loong64', 'mips64le', 'ppc64', 'wasm32-wasi', 'wasm32-wasi-wagi'],
  'kubernetes.io/os': ['linux', 'windows', 'freebsd', 'darwin'],
});

/** What others call the same. */
const OTHER_WORDS: Readonly<Record<string, string>> = table({
  x86_64: 'amd64',
  'x86-64': 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  'arm64/v8': 'arm64',
  armv8: 'arm64',
  armv7: 'arm',
  armv7l: 'arm',
  armhf: 'arm',
  'arm/v7': 'arm',
  i386: '386',
  x86: '386',
  win: 'windows',
});

export default rule({
  id: 'node-label-value-unknown',
  summary: 'A pod asks for an architecture or a system that no node calls itself.',
  severity: 'error',
  stage: 'schedule',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    for (const { label, value, written, isSpared } of wanted(pod)) {
      const known = valuesOf(label);
      const lower = value.toLowerCase();
      const meant = known.find((one) => one === lower) ?? OTHER_WORDS[lower];
      yield {
        at: written.at,
        ...(isSpared && { severity: 'warning' as const }),
        message:
          meant === undefined
            ? message`No node says ${value} of itself in ${label}, only words such as ${known.slice(0, 4)}.`
            : message`Nodes say ${meant} of themselves in ${label}, and never ${value}.`,
        ...(meant !== undefined && { fix: { title: message`Use ${meant}`, safe: false, edits: [replaceValue(written, meant)] } }),
      };
    }
  },
});

/** Some still write the names that the labels had before 1.14. */
function valuesOf(label: string): readonly string[] {
  return VALUES[label.replace(/^beta\./, '')] ?? [];
}

interface Wanted {
  readonly label: string;
  readonly value: string;
  readonly written: Value;
  /** Another term leads to nodes. */
  readonly isSpared: boolean;
}

/** What nodes must have, and cannot. */
function wanted(pod: Pod): Wanted[] {
  const selected = pod.value.fields('nodeSelector').flatMap(({ name, value }) => wrongOf(name, [value]));
  const terms = requiredNodeTerms(pod)?.items('nodeSelectorTerms') ?? [];
  const asked = terms.map((term) =>
    term
      .items('matchExpressions')
      .flatMap((one) => (one.string('operator')?.value === 'In' ? wrongOf(one.string('key')?.value ?? '', one.items('values')) : [])),
  );
  // One term is enough for a node.
  const isSpared = asked.some((found) => found.length === 0);
  return [...selected, ...asked.flat().map((one) => ({ ...one, isSpared }))];
}

/** The values of a label, if no node has any of them. */
function wrongOf(label: string, values: readonly Value[]): Wanted[] {
  const known = valuesOf(label);
  const all = values.map((one) => ({ label, value: one.string()?.value ?? '', written: one, isSpared: false }));
  const mayBe = ({ value }: Wanted) => value === '' || isTemplated(value) || known.includes(value);
  return known.length > 0 && !all.some(mayBe) ? all : [];
}
