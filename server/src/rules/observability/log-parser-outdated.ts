import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

/** Fluent Bit: the input of a section that reads the logs of containers and takes each line for Docker's JSON. */
const FLUENT_BIT = /^([ \t]*)parser[ \t]+docker[ \t]*\r?$/im;

export default rule({
  id: 'log-parser-outdated',
  summary: 'A log collector expects the log format of Docker, which nodes no longer write.',
  severity: 'warning',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ConfigMap'],

  *check({ group, value }, project) {
    // The kubelet lost its support of Docker with 1.24; containerd and CRI-O write the CRI format.
    if (group !== '' || project.kubernetes.from < 24) return;
    for (const { value: text } of value.fields('data')) yield* sections(text);
  },
});

function* sections(value: Value): Iterable<Finding> {
  if (value.node.kind !== 'scalar') return;
  const { source, start } = value.node;
  for (const section of source.matchAll(/^[ \t]*\[INPUT\][ \t]*\r?\n(?:(?![ \t]*\[)[^\n]*\n?)*/gim)) {
    if (!/\/var\/log\/(?:containers|pods)\b/.test(section[0])) continue;
    const match = FLUENT_BIT.exec(section[0]);
    if (!match) continue;
    const from = start + section.index + match.index + (match[1]?.length ?? 0);
    const end = start + section.index + match.index + match[0].trimEnd().length;
    const at = value.document.span(from, end);
    const fix: Fix = { title: message`Use ${'multiline.parser docker, cri'}`, safe: false, edits: [{ at, text: 'multiline.parser  docker, cri' }] };
    yield { at, message: message`Nodes of Kubernetes 1.24 and later write logs in the CRI format, and this expects the JSON of Docker.`, fix };
  }
}
