import type { Analysis } from '../analysis';
import { inJson } from '../json-fixes';
import { objectAt } from '../navigation/navigate';
import { type BuildAction, containerActions } from './container-actions';
import { createManifests } from './create-manifests';
import { createIgnoreFile, makeMultiStage } from './multi-stage';

/**
 * What can be built at a place of a file: where a container is named, and where a Dockerfile says what its image is and
 * starts. Elsewhere nobody looks for it.
 */
export function actionsAt(analysis: Analysis, file: string, offset: number): BuildAction[] {
  const { project } = analysis;
  const dockerfile = analysis.dockerfileOf(file);
  if (dockerfile) {
    const place = dockerfile.instructions.find(({ at }) => at.start <= offset && offset <= at.end);
    if (!place || !/^(?:FROM|EXPOSE|ENTRYPOINT|CMD)$/.test(place.keyword)) return [];
    return [...makeMultiStage(dockerfile, project), ...createManifests(dockerfile, project), ...createIgnoreFile(dockerfile, project)];
  }
  const object = objectAt(analysis, file, offset);
  const container = object && project.containersOf(object).find(({ value: { at } }) => at.start <= offset && offset <= at.end);
  const named = container?.value.fields().some(({ name, at, value }) => /^(?:name|image)$/.test(name) && at.start <= offset && offset <= value.at.end);
  return container && named ? [...inJson(containerActions(container, project.chainOf(container)), (one) => analysis.textOf(one))] : [];
}
