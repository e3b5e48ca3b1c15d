import type { KubeObject } from '../../model/object';
import type { Analysis } from '../analysis';
import { chainSymbol } from './chain-symbol';
import { dockerSymbol } from './docker-symbol';
import { manifestSymbol } from './manifest-symbol';
import type { NamedSymbol } from './symbol';

/** The symbol at a place of a file, whatever the file is; undefined where nothing there has other ends. */
export function symbolAt(analysis: Analysis, file: string, offset: number): NamedSymbol | undefined {
  const dockerfile = analysis.dockerfileOf(file);
  const inDockerfile = dockerfile && dockerSymbol(dockerfile, offset);
  if (inDockerfile) return inDockerfile;
  const object = objectAt(analysis, file, offset);
  return (object && manifestSymbol(object, offset, analysis.project)) ?? chainSymbol(analysis, file, offset);
}

/** The object around a place. */
export function objectAt(analysis: Analysis, file: string, offset: number): KubeObject | undefined {
  return analysis
    .documentsOf(file)
    .flatMap(({ objects }) => objects)
    .find(({ value: { at } }) => at.start <= offset && offset <= at.end);
}
