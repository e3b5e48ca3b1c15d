import type { Image } from '../../model/image';
import { landedBuilds, presenceOf } from '../../model/image-files';
import { startOf } from '../../model/image-start';
import type { Project } from '../../model/project';
import { startScript } from '../../model/start-script';
import { message } from '../../text/message';
import { baseName, resolvePath } from '../../text/path';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'script-keeps-signals',
  summary: 'The script that the image starts stays in front of its program and keeps SIGTERM to itself.',
  severity: 'warning',
  stage: 'stop',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const context = project.contextOf(image.dockerfile);
    const script = context && startScript(image, context, (path) => project.scriptAt(path));
    // Where a shell's line starts it, that line is what matters.
    if (!script || startOf(image)?.shell) return;
    const end = lastCommand(script.file, script.text);
    if (!end || !isProgram(end.program, image, project)) return;
    const { entrypoint, cmd } = image;
    const start = entrypoint ?? cmd;
    yield {
      at: end.at,
      message: message`The shell of this script waits for ${end.program} and passes no SIGTERM on, so it is killed when the time to stop is over.`,
      ...(start && { related: [{ at: start.keywordAt, message: message`The image starts the script here.` }] }),
      fix: { title: message`Let it take the shell's place with ${'exec'}`, safe: true, edits: [{ at: { ...end.at, end: end.at.start }, text: 'exec ' }] },
    };
  },
});

/** The last line of a script, where it is one plain command; undefined where a trap, a loop or something in the background decides otherwise. */
function lastCommand(file: string, text: string): { program: string; at: Span } | undefined {
  if (/^[ \t]*(?:trap|wait)\b/m.test(text) || /(?<![&>])&[ \t]*$/m.test(text) || /<<-?\s*["']?\w+/.test(text)) return undefined;
  const lines = [...text.matchAll(/^[ \t]*(?!#)(\S(?:[^\\\n]|\\(?:\r?\n|.))*)$/gm)];
  const last = lines.at(-1);
  const program = /^(?:"\$@"|\$@|[\w./-]+)(?=\s|$)/.exec(last?.[1] ?? '')?.[0];
  if (!last || program === undefined || /^(?:exec|fi|done|esac|exit|return|if|for|while|case)$/.test(program) || /[|;]|&&/.test(last[1] as string))
    return undefined;
  // Without a block open, it is not inside of one.
  if (/^[ \t]+/.test(last[0])) return undefined;
  const start = last.index + last[0].indexOf(last[1] as string);
  return { program, at: { file, start, end: start + program.length } };
}

/** Something that runs on: what the image was built for, or what the caller says. */
function isProgram(program: string, image: Image, project: Project): boolean {
  if (program.includes('$@')) return true;
  const module = project.moduleOf(image.dockerfile)?.path?.value;
  const path = program.startsWith('/') ? program : program.includes('/') ? image.workdir && resolvePath(image.workdir, program) : undefined;
  const places = landedBuilds(image, module).flatMap((landed) => landed.path ?? []);
  return path === undefined ? places.some((place) => baseName(place) === program) : places.includes(path) && presenceOf(image, path, module) === 'there';
}
