import type { SourceDocument } from '../../model/document';
import { type Chart, chartOfValues, chartsAt } from '../../model/helm/charts';
import type { KubeObject, Value } from '../../model/object';
import type { Project } from '../../model/project';
import { hasExactPlaces, rootsInText } from '../../model/yaml-in-text';

/** Values that are given to a chart of the workspace. */
export interface GivenValues {
  readonly chart: Chart;
  readonly values: Value;
  /** They are the chart's own, over which all others are laid. */
  readonly isOwn: boolean;
}

/** The values in a document for charts of the workspace, where it is certain which: in files of the chart, and in objects of Flux and Argo CD. */
export function valuesIn(document: SourceDocument, project: Project): readonly GivenValues[] {
  const { root, file, classification, objects } = document;
  if (classification.kind !== 'helm-values') return objects.flatMap((object) => valuesOfRelease(object, project));
  const chart = root?.kind === 'map' ? chartOfValues(file, project) : undefined;
  return chart && root ? [{ chart, values: root, isOwn: chart.values?.document === root.document }] : [];
}

function valuesOfRelease(object: KubeObject, project: Project): readonly GivenValues[] {
  return releasesIn(object).flatMap(({ path, values }) => {
    const charts = path === undefined ? [] : chartsAt(path, project);
    const [chart] = charts;
    return chart && charts.length === 1 && values?.kind === 'map' ? [{ chart, values, isOwn: false }] : [];
  });
}

function releasesIn({ kind, group, value }: KubeObject): readonly { readonly path: string | undefined; readonly values: Value | undefined }[] {
  const isFlux = kind.value === 'HelmRelease' && group === 'helm.toolkit.fluxcd.io';
  const isArgo = kind.value === 'Application' && group === 'argoproj.io';
  const spec = isFlux || isArgo ? value.get('spec') : undefined;
  if (!spec) return [];
  if (isFlux) {
    const chart = spec.get('chart', 'spec');
    // Of a repository of charts, the name is no path.
    const isPath = ['GitRepository', 'Bucket'].includes(chart?.string('sourceRef', 'kind')?.value ?? '');
    return isPath ? [{ path: chart?.string('chart')?.value, values: spec.get('values') }] : [];
  }
  const sources = [...(spec.get('source') ? [spec.get('source')] : []), ...spec.items('sources')];
  return sources.flatMap((source) => (source && !source.get('chart') ? [{ path: source.string('path')?.value, values: valuesOfSource(source) }] : []));
}

/** `valuesObject` comes before `values`, a text that is read as YAML. */
function valuesOfSource(source: Value): Value | undefined {
  const given = source.given('helm', 'valuesObject');
  const text = source.get('helm', 'values');
  const [only, ...others] = !given && text && hasExactPlaces(text) ? rootsInText(text) : [];
  return given ?? (others.length > 0 ? undefined : only);
}
