import type { CheckResult } from './report';

/** Workflow commands of GitHub Actions: each becomes an annotation at its line. */
export function toGithubReport({ findings }: CheckResult): string {
  return findings
    .map(({ severity, file, range, rule, message }) => {
      const command = severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'notice';
      const place = `file=${property(file)},line=${range.start.line + 1},endLine=${range.end.line + 1},col=${range.start.character + 1},endColumn=${range.end.character + 1},title=${property(rule)}`;
      return `::${command} ${place}::${data(message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
