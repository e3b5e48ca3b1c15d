import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { newlineOf } from '../../fix/docker-lines';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'description-without-name',
  summary: 'The comment above a stage or ARG does not begin with its name, so `docker build --call=outline` does not show it.',
  severity: 'hint',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['buildkit:InvalidDefinitionDescription'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { keyword, at } = instruction;
    if (keyword !== 'FROM' && keyword !== 'ARG') return;
    const names = definedBy(instruction);
    const [first] = names;
    const comment = dockerfile.comments.findLast((one) => one.at.end < at.start);
    if (!comment || first === undefined || !/^\r?\n[ \t]*$/.test(dockerfile.text.slice(comment.at.end, at.start))) return;
    const words = comment.value.replace(/^#[ \t]*/, '');
    // Comments for tools must stand where they stand, and an empty one parts.
    if (words === '' || isForTool(words) || names.includes(words.split(' ')[0] as string)) return;
    const start = comment.at.start + comment.value.length - words.length;
    const { file } = comment.at;
    yield {
      at: { ...comment.at, start },
      message:
        keyword === 'FROM' ? message`A description of the stage ${first} begins with its name.` : message`A description of ARG ${first} begins with its name.`,
      // BuildKit checks this in files alone that ask for it.
      ...(!asksForIt(dockerfile) && { profile: 'optional' as const }),
      fix: [
        {
          title: message`Part it from ${keyword} by an empty line`,
          safe: true,
          edits: [{ at: { file, start: comment.at.end, end: comment.at.end }, text: newlineOf(dockerfile) }],
        },
        {
          title: message`Begin with ${first}`,
          safe: false,
          edits: [{ at: { file, start, end: start }, text: comment.value.startsWith('# ') ? `${first} ` : ` ${first} ` }],
        },
      ],
    };
  },
});

function definedBy({ keyword, words, assignments }: Instruction): string[] {
  if (keyword === 'ARG') return assignments.map(({ name }) => name.value);
  // Stage names count in small letters (instructions/parse.go, parseFrom).
  return words[1]?.value.toLowerCase() === 'as' && words[2] ? [words[2].value.toLowerCase()] : [];
}

/** `# check=experimental=…` names the check, or all. */
function asksForIt({ directives }: Dockerfile): boolean {
  const check = directives.find(({ name }) => name === 'check')?.value.value ?? '';
  const asked = /(?:^|;)\s*experimental\s*=\s*([^;]*)/.exec(check)?.[1] ?? '';
  return asked.split(',').some((name) => ['all', 'invaliddefinitiondescription'].includes(name.trim().toLowerCase()));
}

/** `hadolint ignore=…`, `seaworthy-ignore …`, `check=skip=…`, `checkov:skip=…`. */
function isForTool(words: string): boolean {
  return /^[\w-]+(?:[ :](?:global |stage )?(?:ignore|skip|shell)\b|-ignore(?:-file)?\b)|^check[ \t]*=/.test(words);
}
