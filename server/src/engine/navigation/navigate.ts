import type { Analysis } from '../analysis';
import { manifestSymbol } from './manifest-symbol';
import type { NamedSymbol } from './symbol';

/** The symbol at a place of a file, whatever the file is; undefined where nothing there has other ends. */
export function symbolAt(analysis: Analysis, file: string, offset: number): NamedSymbol | undefined {
  for (const { objects } of analysis.documentsOf(file)) {
    for (const object of objects) {
      const { at } = object.value;
      if (at.start <= offset && offset <= at.end) return manifestSymbol(object, offset, analysis.project);
    }
  }
  return undefined;
}
