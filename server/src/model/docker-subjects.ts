import type { Dockerfile, Instruction, Stage } from '../docker/dockerfile';

/** A Dockerfile as a whole. */
export interface DockerfileSubject {
  readonly dockerfile: Dockerfile;
}

export interface StageSubject {
  readonly dockerfile: Dockerfile;
  readonly stage: Stage;
}

export interface InstructionSubject {
  readonly dockerfile: Dockerfile;
  /** Undefined for what stands before the first FROM. */
  readonly stage: Stage | undefined;
  readonly instruction: Instruction;
}
