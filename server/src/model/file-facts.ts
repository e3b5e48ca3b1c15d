import type { Dockerfile } from '../docker/dockerfile';
import type { IgnoreFile } from '../docker/ignore-file';
import type { GoModule } from '../go/module';
import type { GoSource } from '../go/source';
import type { VendorList } from '../go/vendor-list';
import type { SourceDocument } from './document';
import type { BuildScript } from './links/build-targets';

/** What one file adds to the project. */
export interface FileFacts {
  readonly documents: readonly SourceDocument[];
  readonly dockerfile?: Dockerfile | undefined;
  readonly module?: GoModule | undefined;
  readonly vendored?: VendorList | undefined;
  readonly source?: GoSource | undefined;
  readonly ignore?: IgnoreFile | undefined;
  readonly script?: BuildScript | undefined;
}

/** True where something may be built from other files than before. */
export function areMoved(before: FileFacts | undefined, after: FileFacts | undefined): boolean {
  return (['dockerfile', 'module', 'vendored', 'source', 'script'] as const).some((part) => before?.[part] !== after?.[part]);
}
