import type { Change } from '../../fix/change-fields';
import type { Container } from '../../model/container';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Span } from '../../text/span';

/** A place at which a pod does what a level of the Pod Security Standards forbids. */
export interface Violation {
  readonly at: Span;
  /** Undefined where it is a matter of the pod as a whole. */
  readonly container?: Container;
  /** What is written there, where that is part of the message. */
  readonly word?: string;
  /** What has to change; undefined where nobody but the author knows. */
  readonly change?: Change;
}

/** One check of the standards, for one edition of the policy. */
export type Check = (pod: Pod, minor: number) => Iterable<Violation>;

/** Each violation with the editions of the policy that see it. */
export function violations(check: Check, pod: Pod, from: number, to: number): Iterable<Seen> {
  let found: Map<string, Seen> | undefined;
  for (let minor = from; minor <= to; minor++) {
    for (const violation of check(pod, minor)) {
      const key = `${violation.at.start} ${violation.word}`;
      found ??= new Map();
      const known = found.get(key);
      if (known) known.minors.to = minor;
      else found.set(key, { violation, minors: { from: minor, to: minor } });
    }
  }
  return found?.values() ?? [];
}

interface Seen {
  readonly violation: Violation;
  readonly minors: { readonly from: number; to: number };
}

/** Each place that has a security context of its own: the pod, then its containers. */
export function* places(pod: Pod): Iterable<{ readonly map: Value; readonly context: Value | undefined; readonly container?: Container }> {
  yield { map: pod.value, context: pod.value.given('securityContext') };
  for (const container of pod.allContainers) yield { map: container.value, context: container.value.given('securityContext'), container };
}

/** Only what `spec.os` says counts here, not a node selector. From 1.25 on some checks are waived for Windows. */
export function isWaivedForWindows({ value }: Pod, minor: number): boolean {
  return minor >= 25 && value.string('os', 'name')?.value === 'windows';
}

/** With a user namespace of its own, root in the pod is nobody on the node: relaxed from 1.35 on. */
export function hasOwnUsers({ value }: Pod, minor: number): boolean {
  return minor >= 35 && value.boolean('hostUsers')?.value === false;
}
