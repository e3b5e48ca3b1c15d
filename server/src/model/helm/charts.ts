import { folderOf, resolvePath } from '../../text/path';
import type { SourceDocument } from '../document';
import type { Value } from '../object';
import type { Project } from '../project';

/** A chart whose `Chart.yaml` lies in the workspace. */
export interface Chart {
  readonly folder: string;
  readonly root: Value;
  /** Its own values; undefined where it has none, or they cannot be read. */
  readonly values: Value | undefined;
  /** Further files with values for it: beside its own, and those of chart-testing in `ci`. */
  readonly others: readonly Value[];
  /** Its `values.schema.json`. */
  readonly schema: Value | undefined;
  /** It lies in another chart, whose values it may be given. */
  readonly isInner: boolean;
  /** What charts that it depends on are called in its values. */
  readonly dependencies: readonly string[];
}

const OWN_VALUES = /(?:^|\/)values\.ya?ml$/;

/** The chart whose values a file certainly holds. */
export function chartOfValues(file: string, project: Project): Chart | undefined {
  const folder = folderOf(file);
  return chartIn(folder, project) ?? (/(?:^|\/)ci$/.test(folder) && /-values\.ya?ml$/.test(file) ? chartIn(folderOf(folder), project) : undefined);
}

export function chartIn(folder: string, project: Project): Chart | undefined {
  const root = project.documentsOf('helm-chart').find((one) => folderOf(one.file) === folder)?.root;
  return root && readChart(folder, root, project);
}

/** The charts in folders whose path ends with that of `path`, as it is written in a repository. */
export function chartsAt(path: string, project: Project): readonly Chart[] {
  const wanted = path.replace(/^(?:\.?\/)+|\/+$/g, '');
  if (wanted === '' || wanted.includes('..')) return [];
  return project.documentsOf('helm-chart').flatMap(({ file, root }) => {
    const folder = folderOf(file);
    return root && (folder === wanted || folder.endsWith(`/${wanted}`)) ? readChart(folder, root, project) : [];
  });
}

function readChart(folder: string, root: Value, project: Project): Chart {
  const beside = project.documentsOf('helm-values').filter(({ file }) => [folder, resolvePath(folder, 'ci')].includes(folderOf(file)));
  const isOwn = ({ file }: SourceDocument) => OWN_VALUES.test(file) && folderOf(file) === folder;
  const maps = (documents: readonly SourceDocument[]) => documents.flatMap(({ root: values }) => (values?.kind === 'map' ? values : []));
  return {
    folder,
    root,
    values: maps(beside.filter(isOwn))[0],
    others: maps(beside.filter((one) => !isOwn(one))),
    schema: project.documentsOf('helm-schema').find(({ file }) => folderOf(file) === folder)?.root,
    isInner: project.documentsOf('helm-chart').some((one) => folderOf(one.file) === resolvePath(folder, '../..')),
    dependencies: root.items('dependencies').flatMap((one) => one.string('alias')?.value ?? one.string('name')?.value ?? []),
  };
}
