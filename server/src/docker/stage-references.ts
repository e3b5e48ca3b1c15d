import type { Located, Span } from '../text/span';
import type { Dockerfile, Instruction, Stage } from './dockerfile';

/** A place where a stage is named, or where only a stage or an image can be named. */
export interface StageReference {
  readonly kind: 'from' | 'copy' | 'mount';
  readonly instruction: Instruction;
  /** The stage in which it stands; of a FROM, the one that it begins. */
  readonly stage: Stage;
  readonly name: Located<string>;
  /** The stage that it means; undefined where it means an image, or nothing that exists. */
  readonly target: Stage | undefined;
}

/** Every use of a stage in FROM, `COPY --from` and `RUN --mount=from=…`. Names with variables are left out. */
export function stageReferences(dockerfile: Dockerfile): readonly StageReference[] {
  const known = KNOWN.get(dockerfile);
  if (known) return known;
  const references: StageReference[] = [];
  for (const stage of dockerfile.stages) {
    if (stage.base.value !== '' && !stage.base.value.includes('$')) {
      references.push({ kind: 'from', instruction: stage.from, stage, name: stage.base, target: stage.baseStage });
    }
    for (const instruction of stage.instructions) {
      for (const { kind, name } of namesIn(instruction)) {
        if (name.value === '' || name.value.includes('$')) continue;
        references.push({ kind, instruction, stage, name, target: targetOf(dockerfile, name.value) });
      }
    }
  }
  KNOWN.set(dockerfile, references);
  return references;
}

const KNOWN = new WeakMap<Dockerfile, readonly StageReference[]>();

/** The stage of a number or name, wherever it stands: of several of one name the last (BuildKit, dispatchStates.findStateByName). */
function targetOf({ stages }: Dockerfile, name: string): Stage | undefined {
  if (/^\d+$/.test(name)) return stages[Number(name)];
  return stages.findLast((stage) => stage.name?.value === name.toLowerCase());
}

function* namesIn({ keyword, flags }: Instruction): Iterable<{ kind: 'copy' | 'mount'; name: Located<string> }> {
  for (const { name, value } of flags) {
    if (!value) continue;
    if (keyword === 'COPY' && name === 'from') yield { kind: 'copy', name: value };
    if (keyword === 'RUN' && name === 'mount') {
      const from = mountOption(value, 'from');
      if (from) yield { kind: 'mount', name: from };
    }
  }
}

/** The value of an option in `type=cache,target=/x`; undefined where the text is quoted, so that its places are not known. */
export function mountOption(mount: Located<string>, key: string): Located<string> | undefined {
  const { value, at } = mount;
  if (value.includes('"') || at.end - at.start !== value.length) return undefined;
  const match = new RegExp(`(?:^|,)${key}=([^,]*)`, 'i').exec(value);
  if (!match) return undefined;
  const end = at.start + match.index + match[0].length;
  const inner = match[1] as string;
  const span: Span = { file: at.file, start: end - inner.length, end };
  return { value: inner, at: span };
}
