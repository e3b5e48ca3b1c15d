import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Rehearsal, rehearse as rehearseAll, STAGE_NAMES, UNREACHED, verdictOf } from '../engine/rehearsal';
import { byFile } from '../engine/report';
import { message, render } from '../text/message';
import { load } from '../workspace/load';
import { translator } from '../workspace/pages';
import type { CheckOptions } from './arguments';
import type { Surroundings } from './check';
import type { Outcome } from './main';
import { Presenter } from './report';

const VERDICTS = { passes: '✓', risky: '!', breaks: '✗', unreached: '·' } as const;
const COLOURS = { passes: '32', risky: '33', breaks: '31', unreached: '2' } as const;

/** `seaworthy rehearse [NAME]`: where deploying each workload would break, stage by stage. */
export async function rehearse(
  options: CheckOptions,
  name: string | undefined,
  format: 'text' | 'json',
  { workingFolder, language, colour, standardInput }: Surroundings,
): Promise<Outcome> {
  const request = { workingFolder, configuration: options.configuration, overrides: options.overrides, standIn: undefined };
  const loaded = await load({ ...request, paths: options.paths });
  const translate = translator(language);
  const presenter = new Presenter(loaded, translate);
  const errors = loaded.problems.map(({ message: said }) => presenter.say(said));
  const rehearsals = rehearseAll(loaded.analysis.project, byFile(loaded.analysis.allReports()), name);
  if (name !== undefined && rehearsals.length === 0) {
    // A path where a name is expected: what is meant is plain.
    if (existsSync(resolve(workingFolder, name)))
      return rehearse({ ...options, paths: [name] }, undefined, format, { workingFolder, language, colour, standardInput });
    return { output: '', errors: [...errors, presenter.say(message`There is no workload ${name}.`)], exitCode: 2 };
  }
  const output = format === 'json' ? toJson(rehearsals, presenter) : rehearsals.map(toText).join('\n');
  const breaks = rehearsals.some(({ breaksAt }) => breaksAt !== undefined);
  return { output, errors, exitCode: loaded.problems.some(({ isFatal }) => isFatal) ? 2 : breaks ? 1 : 0 };

  function toText({ workload, stages, breaksAt }: Rehearsal): string {
    const paint = (code: string, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
    const place = presenter.place(workload.at);
    const lines = [
      `${paint('1', `${workload.kind.value}/${workload.name?.value ?? ''}`)}  ${place.file}:${place.range.start.line + 1}  ${render(verdictOf(breaksAt), translate)}`,
    ];
    for (const { stage, verdict: how, reports } of stages) {
      const own = reports.map(({ rule, at, message: said }) => {
        const { file, range } = presenter.place(at);
        return `      ${file}:${range.start.line + 1}  ${presenter.say(said)} ${paint('2', rule.id)}`;
      });
      const said = how === 'unreached' ? ` ${paint('2', `(${render(UNREACHED, translate)})`)}` : '';
      lines.push(`  ${paint(COLOURS[how], VERDICTS[how])} ${render(STAGE_NAMES[stage], translate)}${said}`, ...own);
    }
    return `${lines.join('\n')}\n`;
  }
}

function toJson(rehearsals: readonly Rehearsal[], presenter: Presenter): string {
  const workloads = rehearsals.map(({ workload, stages, breaksAt }) => ({
    kind: workload.kind.value,
    name: workload.name?.value,
    namespace: workload.namespace?.value,
    ...presenter.place(workload.at),
    breaksAt,
    stages: stages.map(({ stage, verdict, reports }) => ({ stage, verdict, findings: reports.map((report) => presenter.finding(report)) })),
  }));
  return `${JSON.stringify({ version: 1, workloads }, undefined, 2)}\n`;
}
