import type { Dockerfile, Instruction, Stage } from '../docker/dockerfile';
import type { RunCommand } from './docker/run-commands';

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

/** One command of a RUN in shell form. */
export interface CommandSubject extends RunCommand {
  readonly dockerfile: Dockerfile;
  readonly stage: Stage;
  readonly instruction: Instruction;
  /** All commands of the RUN, and which of them this is. */
  readonly run: readonly RunCommand[];
  readonly index: number;
}
