import { toMermaid } from '../engine/map/mermaid';
import { toSvg } from '../engine/map/svg';
import { type Grouping, mapWorkspace } from '../engine/map/workspace-map';
import { byFile } from '../engine/report';
import { load } from '../workspace/load';
import { translator } from '../workspace/pages';
import type { CheckOptions, GraphFormat } from './arguments';
import type { Surroundings } from './check';
import type { Outcome } from './main';
import { Presenter } from './report';

/** `seaworthy graph`: the workspace as a graph, for a page, a wiki or another program. */
export async function graph(
  options: CheckOptions,
  { format, by }: { readonly format: GraphFormat; readonly by: Grouping },
  { workingFolder, language }: Surroundings,
): Promise<Outcome> {
  const loaded = await load({ paths: options.paths, workingFolder, configuration: options.configuration, overrides: options.overrides, standIn: undefined });
  const presenter = new Presenter(loaded, translator(language));
  const errors = loaded.problems.map(({ message: said }) => presenter.say(said));
  const map = mapWorkspace(loaded.analysis.project, loaded.base, byFile(loaded.analysis.allReports()));
  return { output: show(), errors, exitCode: loaded.problems.some(({ isFatal }) => isFatal) ? 2 : 0 };

  function show(): string {
    switch (format) {
      case 'mermaid':
        return toMermaid(map, by);
      case 'svg':
        return toSvg(
          map,
          by,
          ({ at }) => at && presenter.relative(at.file),
          (said) => presenter.say(said),
        );
      case 'json':
        return `${JSON.stringify({ version: 1, nodes: map.nodes.map(({ at, ...node }) => ({ ...node, ...(at && presenter.place(at)) })), edges: map.edges }, undefined, 2)}\n`;
    }
  }
}
