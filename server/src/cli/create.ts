import { createManifests } from '../engine/actions/create-manifests';
import { message } from '../text/message';
import { load } from '../workspace/load';
import { translator } from '../workspace/pages';
import type { CheckOptions } from './arguments';
import type { Surroundings } from './check';
import type { Outcome } from './main';
import { Presenter } from './report';

/** `seaworthy create [PATH...]`: a Deployment and a Service for each Dockerfile whose image no manifest runs yet. Prints, and writes nothing. */
export async function create(options: CheckOptions, { workingFolder, language }: Surroundings): Promise<Outcome> {
  const loaded = await load({ paths: options.paths, workingFolder, configuration: options.configuration, overrides: options.overrides, standIn: undefined });
  const presenter = new Presenter(loaded, translator(language));
  const errors = loaded.problems.map(({ message: said }) => presenter.say(said));
  const { project } = loaded.analysis;
  const wanted = new Set(loaded.targets);
  const edits = project.dockerfiles.filter(({ file }) => wanted.has(file)).flatMap((one) => createManifests(one, project).flatMap((action) => action.edits));
  if (edits.length === 0 && errors.length === 0) errors.push(presenter.say(message`No Dockerfile here makes an image that is run nowhere yet.`));
  const output = edits.map(({ at, text }) => `# ${presenter.relative(at.file)}\n${text}`).join('---\n');
  return { output, errors, exitCode: edits.length === 0 || loaded.problems.some(({ isFatal }) => isFatal) ? 2 : 0 };
}
