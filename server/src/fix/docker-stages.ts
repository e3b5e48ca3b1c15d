import type { Dockerfile, Stage } from '../docker/dockerfile';
import { stageReferences } from '../docker/stage-references';
import type { Edit } from '../text/edit';

/** Gives a stage another name, and so all that means it by its name. */
export function renameStage(dockerfile: Dockerfile, stage: Stage, text: string): Edit[] {
  const uses = stageReferences(dockerfile).filter(({ target, name }) => target === stage && !/^\d+$/.test(name.value));
  const places = [...(stage.name ? [stage.name.at] : []), ...uses.map(({ name }) => name.at)];
  return places.map((at) => ({ at, text }));
}
