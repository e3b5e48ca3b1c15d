import type { CodeLens } from 'vscode-languageserver';
import { dockerfilesRunning, endsOf, imagesIn, programOf } from '../engine/navigation/chain-ends';
import type { Container } from '../model/container';
import type { Program } from '../model/program';
import { type Message, message } from '../text/message';
import { folderOf, relativePath } from '../text/path';
import { type Span, startOf } from '../text/span';
import type { Session } from './session';
import { pathOf, uriOf } from './uri';

/** The command with which a user says what an image is built from; the client carries it out. */
export const LINK_IMAGE = 'seaworthy.linkImage';
const SHOW_REFERENCES = 'seaworthy.showReferences';

/** On every end of the way from source to cluster: what the other ends are. */
export function chainLenses(session: Session, uri: string): CodeLens[] {
  const file = pathOf(uri);
  const { analysis } = session;
  const { project } = analysis;
  const show = (path: string) => relativePath(session.workspace.folders.find((folder) => path.startsWith(`${folder}/`)) ?? '', path);
  switch (analysis.kindOf(file)) {
    case 'yaml':
      return imagesIn(analysis, file).flatMap(({ name, dockerfile, program, choices }) => {
        if (dockerfile) {
          const parts = [message`built by ${show(dockerfile.file)}`, ...runs(program, show)];
          return [lensAt(name.at, parts, [endsOf(dockerfile, project).from, program?.main.hasMain], session)];
        }
        if (program) return [lensAt(name.at, [message`built by ${'ko'}`, ...runs(program, show)], [program.main.hasMain], session)];
        return choices.length > 1 && session.canDo(LINK_IMAGE) ? [choiceLens(name.at, name.value, uri, session)] : [];
      });
    case 'dockerfile': {
      const dockerfile = analysis.dockerfileOf(file);
      const ends = dockerfile && endsOf(dockerfile, project);
      if (!dockerfile || !ends?.from) return [];
      const program = programOf(dockerfile, project);
      const parts = [...runs(program, show), ...(ends.containers.length > 0 ? [message`used by ${ownersOf(ends.containers)}`] : [])];
      return parts.length === 0 ? [] : [lensAt(ends.from, parts, [program?.main.hasMain, ...places(ends.containers), ...ends.statements], session)];
    }
    case 'go': {
      const main = project.mainOf(file);
      const dockerfiles = main ? dockerfilesRunning(file, project) : [];
      const byKo = main ? project.links.koContainers(file) : [];
      if (!main || (dockerfiles.length === 0 && byKo.length === 0)) return [];
      const ends = dockerfiles.map((dockerfile) => endsOf(dockerfile, project));
      const containers = [...ends.flatMap((one) => one.containers), ...byKo];
      const parts = [
        message`built by ${[...dockerfiles.map((dockerfile) => show(dockerfile.file)), ...(byKo.length > 0 ? ['ko'] : [])]}`,
        ...(containers.length > 0 ? [message`used by ${ownersOf(containers)}`] : []),
      ];
      return [lensAt(main, parts, [...ends.map(({ from }) => from), ...places(containers)], session)];
    }
    default:
      return [];
  }
}

/** `runs cmd/user`; the root of a module is its folder's own name. */
function runs(program: Program | undefined, show: (path: string) => string): Message[] {
  if (!program) return [];
  const shown = show(program.directory);
  return [message`runs ${shown === '' || shown === '.' ? show(program.main.file) : shown}`];
}

function ownersOf(containers: readonly Container[]): string[] {
  return [...new Set(containers.map(({ pod: { owner } }) => `${owner.kind.value} ${owner.name?.value ?? folderOf(owner.file)}`))];
}

function places(containers: readonly Container[]): (Span | undefined)[] {
  return containers.map(({ image }) => image?.at);
}

function lensAt(at: Span, parts: readonly Message[], ends: readonly (Span | undefined)[], session: Session): CodeLens {
  const converter = session.converterFor(at.file);
  const range = converter.range(startOf(at));
  const title = parts
    .map((part) => converter.say(part))
    .join(' · ')
    .replaceAll('`', '');
  const locations = ends.flatMap((end) => (end ? [{ uri: uriOf(end.file), range: session.converterFor(end.file).range(end) }] : []));
  const canShow = locations.length > 0 && session.canDo(SHOW_REFERENCES);
  return { range, command: canShow ? { title, command: SHOW_REFERENCES, arguments: [uriOf(at.file), range.start, locations] } : { title, command: '' } };
}

function choiceLens(at: Span, image: string, uri: string, session: Session): CodeLens {
  const converter = session.converterFor(at.file);
  const title = converter.say(message`which Dockerfile builds this?`);
  return { range: converter.range(startOf(at)), command: { title, command: LINK_IMAGE, arguments: [uri, image] } };
}
