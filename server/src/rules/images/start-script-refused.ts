import { insertLinesBelow } from '../../fix/docker-lines';
import { isRoot } from '../../model/docker/final-user';
import { isWindows } from '../../model/docker/stage-facts';
import { buildImage, type Image } from '../../model/image';
import { hasTool } from '../../model/image-contents';
import { userOf } from '../../model/image-users';
import { type StartScript, startScript } from '../../model/start-script';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import { baseName } from '../../text/path';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'start-script-refused',
  summary: 'The script that the image starts cannot be run: its first line or its line breaks are not what Linux reads.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const context = project.contextOf(image.dockerfile);
    const script = context && startScript(image, context, (path) => project.scriptAt(path));
    if (!script || isWindows(image.stage) || isRewritten(image, script)) return;
    const found = withReturns(script, image) ?? withoutInterpreter(script) ?? withMissing(script, image);
    if (found) yield { at: script.at, ...found };
  },
});

type Found = Omit<Finding, 'at'>;

/** Something in the build may mend the file, or exchange it. */
function isRewritten({ commands }: Image, { path, copy }: StartScript): boolean {
  return commands.some(({ at, words, before }) => {
    if (before === '|' || (at.file === copy.destinationAt.at.file && at.start < copy.destinationAt.at.start)) return false;
    const texts = words.map(({ value }) => value);
    const program = baseName(texts[0] ?? '');
    return (
      /^(?:dos2unix|fromdos|envsubst)$/.test(program) ||
      texts.some((text) => /dos2unix|\\r|\r|\\015/.test(text)) ||
      (!/^(?:chmod|chown|chgrp|ls|test|\[)$/.test(program) && texts.some((text) => text.includes(baseName(path))))
    );
  });
}

/** What the file says of itself in its first line. */
const FIRST = /^#![ \t]*(\S+)(?:[ \t]+([^\r\n]*))?/;

/** Line breaks of Windows: the kernel takes the `\r` for a letter of the interpreter's name, and a shell for one of each command. */
function withReturns({ file, text, path, copy, by }: StartScript, image: Image): Found | undefined {
  const lines = text.split('\n');
  const end = lines[0]?.length ?? 0;
  const isWhole = lines.length > 1 && lines.slice(0, -1).every((line) => line.endsWith('\r'));
  if (!lines[0]?.endsWith('\r') || !(by === 'shell' ? isWhole : text.startsWith('#!'))) return undefined;
  const user = userOf(buildImage(image.dockerfile, copy.stage, copy.instruction));
  const line = `RUN sed -i 's/\\r$//' ${path}`;
  const mayEdit = hasTool(image, 'sed') !== false && image.base?.shell !== false && (user === undefined || isRoot(user.name));
  return {
    message: message`The lines of ${baseName(file)} end as in Windows, and Linux takes the carriage return for a part of each of them.`,
    related: [{ at: { file, start: 0, end: end - 1 }, message: message`The carriage return stands behind this.` }],
    fix: mayEdit
      ? [{ title: message`Take the carriage returns out in the image`, safe: false, edits: [insertLinesBelow(image.dockerfile, copy.instruction, [line])] }]
      : [],
  };
}

/** Without `#!` the kernel does not know what to do with a text. A shell, or a program that starts others as shells do, runs it by itself. */
function withoutInterpreter({ file, text, by }: StartScript): Found | undefined {
  if (by !== 'kernel' || text.startsWith('#!') || text.trim() === '') return undefined;
  const blanks = /^\s+(?=#!)/.exec(text)?.[0].length;
  const edit: Edit = blanks === undefined ? { at: { file, start: 0, end: 0 }, text: '#!/bin/sh\n' } : { at: { file, start: 0, end: blanks }, text: '' };
  const first = { file, start: 0, end: Math.max(0, text.search(/\r?\n|$/)) };
  return {
    message:
      blanks === undefined
        ? message`${baseName(file)} does not begin with ${'#!'}, so that the kernel does not know what should run it.`
        : message`Something stands in front of ${'#!'} in ${baseName(file)}, so that the kernel does not know what should run it.`,
    related: [{ at: first, message: message`This is its first line.` }],
    // With line breaks of Windows, such a line would be the next that fails.
    fix: text.includes('\r')
      ? []
      : blanks === undefined
        ? [{ title: message`Begin with ${'#!/bin/sh'}`, safe: false, edits: [edit] }]
        : [{ title: message`Let it begin with ${'#!'}`, safe: true, edits: [edit] }],
  };
}

/** What bash knows and a plain shell does not, as far as a look at the text tells. */
const MAY_BE_BASH =
  /\[\[|\(\(|<<<|[<>]\(|\$\{\w+(?:\^|,|\/|:\d|:[ -]|\[)|\w+\+?=\(|\b(?:function|source|declare|local -|typeset|shopt|mapfile|readarray|pipefail|let|select)\b|&>|\bBASH|\$'|\{\d+\.\.|\$\{!|\bERR\b|set -\w*E|read -\w*[ap]|printf -v|RANDOM|wait -n/;

function withMissing({ file, text, by }: StartScript, image: Image): Found | undefined {
  const match = FIRST.exec(text);
  const [whole, interpreter = '', rest = ''] = match ?? [];
  if (by === 'shell' || whole === undefined) return undefined;
  const byEnv = baseName(interpreter) === 'env';
  const program = byEnv ? rest.split(/\s+/).find((word) => !/^-|=/.test(word)) : interpreter;
  if (program === undefined || program === '' || hasTool(image, program) !== false) return undefined;
  const from = image.lineage.at(-1)?.base;
  const start = text.indexOf(program);
  const at = { file, start, end: start + program.length };
  const isBash = baseName(program) === 'bash';
  const fix: Fix[] = [];
  if (isBash && !MAY_BE_BASH.test(text) && hasTool(image, '/bin/sh') === true)
    fix.push({ title: message`Run it with ${'/bin/sh'}`, safe: false, edits: [{ at: { file, start: 0, end: whole.trimEnd().length }, text: '#!/bin/sh' }] });
  const stage = image.lineage.at(-1);
  if (isBash && stage && image.base?.libc === 'musl' && image.base.tools.has('apk'))
    fix.push({ title: message`Install ${'bash'}`, safe: false, edits: [insertLinesBelow(image.dockerfile, stage.from, ['RUN apk add --no-cache bash'])] });
  return {
    message: message`${baseName(file)} is run with ${program}, which this image does not have.`,
    related: [{ at, message: message`The script asks for it here.` }, ...(from ? [{ at: from.at, message: message`The image is made from this one.` }] : [])],
    fix,
  };
}
