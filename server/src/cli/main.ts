import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { isLanguage } from '../engine/read-settings';
import type { Language } from '../engine/settings';
import { type Message, render } from '../text/message';
import { translator } from '../workspace/pages';
import { type Command, readArguments } from './arguments';
import { check } from './check';
import { create } from './create';
import { explain } from './explain';
import { graph } from './graph';
import { HELP } from './help';
import { listRules } from './list-rules';
import { rehearse } from './rehearse';
import { version } from './version';

/** What a run prints and how it ends. */
export interface Outcome {
  readonly output: string;
  readonly errors: readonly string[];
  readonly exitCode: 0 | 1 | 2;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  // A bug of ours. Whatever was asked for did not happen, so it must not look like success.
  print(process.stderr.fd, `seaworthy: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});

async function run(words: readonly string[]): Promise<void> {
  const command = readArguments(words);
  if (command.kind === 'lsp') {
    const { startOverStdio } = await import('../lsp/stdio');
    startOverStdio();
    return;
  }
  const { output, errors, exitCode } = await perform(command);
  for (const line of errors) print(process.stderr.fd, `seaworthy: ${line}\n`);
  print(process.stdout.fd, output);
  process.exitCode = exitCode;
}

async function perform(command: Exclude<Command, { kind: 'lsp' }>): Promise<Outcome> {
  switch (command.kind) {
    case 'help':
      return { output: HELP, errors: [], exitCode: 0 };
    case 'version':
      return { output: `${version()}\n`, errors: [], exitCode: 0 };
    case 'misuse':
      return { output: '', errors: [say(command.message, languageOf(undefined))], exitCode: 2 };
    case 'explain':
      return explain(command.rule, languageOf(command.language));
    case 'rules':
      return listRules(command.format, languageOf(command.language));
    case 'check':
    case 'graph':
    case 'create':
    case 'rehearse': {
      const { options } = command;
      const standardInput = options.standardInput === undefined ? undefined : readFileSync(0, 'utf8');
      const surroundings = { workingFolder: process.cwd(), standardInput, language: languageOf(options.language), colour: hasColour() };
      const outcome =
        command.kind === 'check'
          ? await check(options, surroundings)
          : command.kind === 'graph'
            ? await graph(options, command, surroundings)
            : command.kind === 'create'
              ? await create(options, surroundings)
              : await rehearse(options, command.name, command.format, surroundings);
      return options.output === undefined ? outcome : writeOutput(resolve(options.output), outcome, surroundings.language);
    }
  }
}

/** The language that is asked for: by option, else by the configuration, else by the environment; English if by none. */
function languageOf(asked: Language | undefined): Language {
  if (asked) return asked;
  const locale = (process.env.SEAWORTHY_LANG || process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').toLowerCase();
  return isLanguage(locale) || !locale.startsWith('zh') ? (isLanguage(locale) ? locale : 'en') : 'zh-cn';
}

function say(message: Message, language: Language): string {
  return render(message, translator(language));
}

function hasColour(): boolean {
  if (process.env.NO_COLOR) return false;
  return process.env.FORCE_COLOR !== undefined ? process.env.FORCE_COLOR !== '0' : process.stdout.isTTY === true;
}

function writeOutput(file: string, outcome: Outcome, language: Language): Outcome {
  try {
    writeFileSync(file, outcome.output);
    return { ...outcome, output: '' };
  } catch (error) {
    const said = { template: '{0} cannot be written: {1}.', values: [file, (error as Error).message] };
    return { output: outcome.output, errors: [...outcome.errors, say(said, language)], exitCode: 2 };
  }
}

/** Writes all of a text before the process may end; a reader that went away (`| head`) is no failure. */
function print(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; ) {
    try {
      from += writeSync(descriptor, bytes, from);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      // A full pipe to a slow reader: try again.
      if (code !== 'EAGAIN') throw error;
    }
  }
}
