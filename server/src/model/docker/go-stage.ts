import type { Instruction, Stage } from '../../docker/dockerfile';
import { golangVersion } from '../base-images';
import { baseReferenceOf, lineageOf } from './stage-facts';

/** The Go minor that a stage's base image brings: 21 for `golang:1.21`. Undefined for other images and tags that move. */
export function goMinorOf(stage: Stage): number | undefined {
  const reference = baseReferenceOf(stage);
  return reference && reference !== 'scratch' ? golangVersion(reference)?.minor : undefined;
}

/** True where a COPY or ADD of the stage, before a place, may have brought a go.mod. */
export function mayHaveModule(stage: Stage, before: number): boolean {
  return lineageOf(stage).some(({ instructions }) => instructions.some((one) => one.at.start < before && (bringsFiles(one) || makesModule(one))));
}

function bringsFiles({ keyword, rest, flags }: Instruction): boolean {
  if (keyword === 'RUN')
    return (
      flags.some(({ name, value }) => name === 'mount' && /type=bind|^target|^src|^source/.test(value?.value ?? '')) ||
      /\bgit\s+clone\b|\btar\b|\bunzip\b/.test(rest.value)
    );
  return keyword === 'COPY' || keyword === 'ADD';
}

function makesModule({ keyword, rest }: Instruction): boolean {
  return keyword === 'RUN' && /\bgo\s+mod\s+init\b/.test(rest.value);
}
