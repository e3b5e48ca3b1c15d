import type { CheckResult, ShownFinding } from './report';

/** JUnit XML, one test suite a file; a file without findings is a passed test. */
export function toJunitReport({ findings }: CheckResult, files: readonly string[]): string {
  const byFile = new Map<string, ShownFinding[]>(files.map((file) => [file, []]));
  for (const finding of findings) byFile.get(finding.file)?.push(finding);
  const suites = [...byFile].map(([file, own]) => {
    const failures = own.filter(({ severity }) => severity === 'error' || severity === 'warning');
    const cases = own.length === 0 ? [`    <testcase name="${escape(file)}" classname="seaworthy"/>`] : own.map((finding) => testCase(finding));
    return [`  <testsuite name="${escape(file)}" tests="${Math.max(1, own.length)}" failures="${failures.length}">`, ...cases, '  </testsuite>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="seaworthy" tests="${Math.max(findings.length, files.length)}">\n${suites.join('\n')}\n</testsuites>\n`;
}

function testCase({ rule, severity, message, file, range }: ShownFinding): string {
  const place = `${file}:${range.start.line + 1}:${range.start.character + 1}`;
  const name = `    <testcase name="${escape(`${rule} ${place}`)}" classname="${escape(rule)}"`;
  if (severity !== 'error' && severity !== 'warning') return `${name}><system-out>${escape(`${severity}: ${message}`)}</system-out></testcase>`;
  return `${name}><failure type="${severity}" message="${escape(message)}">${escape(place)}</failure></testcase>`;
}

function escape(text: string): string {
  // XML 1.0 has no way to write most control characters.
  const plain = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return plain.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] as string);
}
