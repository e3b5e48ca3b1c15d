import type { CheckResult } from './report';

/** Version 1 of the JSON report. It is public: fields are added, never changed. */
export function toJsonReport({ kubernetes, files, documents, findings }: CheckResult): string {
  const range = { from: `1.${kubernetes.from}`, to: `1.${kubernetes.to}` };
  return `${JSON.stringify({ version: 1, kubernetes: range, files, documents, findings }, undefined, 2)}\n`;
}
