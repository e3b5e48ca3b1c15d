import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { AnyRule, Severity } from '../rules/rule';
import type { CheckResult, Range } from './report';

const LEVELS: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** SARIF 2.1.0, as code scanning services read it. Its lines and columns count from 1. */
export function toSarifReport({ findings }: CheckResult, rules: readonly AnyRule[], version: string, pageUrl: (id: string) => string): string {
  const used = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  const region = ({ start, end }: Range) => ({
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  });
  const place = (file: string, range: Range) => ({ physicalLocation: { artifactLocation: { uri: toUri(file) }, region: region(range) } });
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Seaworthy',
            version,
            informationUri: 'https://github.com/seaworthy-dev/seaworthy',
            rules: used.map(
              ({ id, summary, severity, stage }): ReportingDescriptor => ({
                id,
                shortDescription: { text: summary },
                helpUri: pageUrl(id),
                defaultConfiguration: { level: LEVELS[severity] },
                properties: { tags: [stage] },
              }),
            ),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(
          ({ rule, severity, message, file, range, related, fixes }): Result => ({
            ruleId: rule,
            ruleIndex: used.findIndex(({ id }) => id === rule),
            level: LEVELS[severity],
            message: { text: message },
            locations: [place(file, range)],
            ...(related.length > 0 && {
              relatedLocations: related.map((other, id) => ({ id, message: { text: other.message }, ...place(other.file, other.range) })),
            }),
            ...(fixes.length > 0 && {
              fixes: fixes.map(({ title, edits }) => ({
                description: { text: title },
                artifactChanges: [...new Set(edits.map((edit) => edit.file))].map((changed) => ({
                  artifactLocation: { uri: toUri(changed) },
                  replacements: edits
                    .filter((edit) => edit.file === changed)
                    .map((edit) => ({ deletedRegion: region(edit.range), insertedContent: { text: edit.newText } })),
                })),
              })),
            }),
          }),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** A relative path as a relative reference: what has a meaning in URIs is escaped in each part. */
function toUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
