import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import type { OutlineEntry } from './outline';

/** Longest text of an instruction that an outline shows. */
const MOST = 60;

/** The stages of a Dockerfile and their instructions. */
export function outlineDockerfile({ file, stages, instructions }: Dockerfile): OutlineEntry[] {
  const first = stages[0]?.from.at.start ?? Number.POSITIVE_INFINITY;
  return [
    ...instructions.filter(({ at }) => at.start < first).map(outlineInstruction),
    ...stages.map(
      ({ name, base, from, index, instructions: own }): OutlineEntry => ({
        name: name?.value ?? (stages.length === 1 ? base.value : `${index}`),
        detail: `FROM ${base.value}`,
        kind: 'stage',
        at: { file, start: from.at.start, end: (own.at(-1) ?? from).at.end },
        head: name?.at ?? from.keywordAt,
        children: own.map(outlineInstruction),
      }),
    ),
  ];
}

function outlineInstruction({ keyword, rest, at, keywordAt }: Instruction): OutlineEntry {
  const words = rest.value.replace(/\s+/g, ' ');
  return { name: keyword, detail: words.length > MOST ? `${words.slice(0, MOST)}…` : words, kind: 'instruction', at, head: keywordAt, children: [] };
}
