import type { Analysis } from '../analysis';
import { objectAt } from '../navigation/navigate';
import { type BuildAction, containerActions } from './container-actions';
import { createManifests } from './create-manifests';

/** What can be built at a place of a file. */
export function actionsAt(analysis: Analysis, file: string, offset: number): BuildAction[] {
  const { project } = analysis;
  const dockerfile = analysis.dockerfileOf(file);
  if (dockerfile) return createManifests(dockerfile, project);
  const object = objectAt(analysis, file, offset);
  const container = object && project.containersOf(object).find(({ value: { at } }) => at.start <= offset && offset <= at.end);
  return container ? containerActions(container, project.chainOf(container)) : [];
}
