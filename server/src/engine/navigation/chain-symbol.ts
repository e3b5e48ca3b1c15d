import type { Dockerfile } from '../../docker/dockerfile';
import type { Span } from '../../text/span';
import type { Analysis } from '../analysis';
import { dockerfilesRunning, endsOf, imagesIn, programOf } from './chain-ends';
import type { NamedSymbol } from './symbol';

/**
 * The way from source to cluster as one symbol: an image's name in a manifest means the Dockerfile that builds it and the
 * `main` that it runs; from either of these, everything that names the image is a reference.
 */
export function chainSymbol(analysis: Analysis, file: string, offset: number): NamedSymbol | undefined {
  const { project } = analysis;
  const holds = ({ start, end }: Span) => start <= offset && offset <= end;
  switch (analysis.kindOf(file)) {
    case 'yaml': {
      const image = imagesIn(analysis, file).find(({ name }) => holds(name.at));
      if (image?.dockerfile || image?.program)
        return symbolOf(image.name.at, image.name.value, image.dockerfile ? [image.dockerfile] : [], analysis, image.program?.main.hasMain);
      return stated(analysis, file, holds);
    }
    case 'script':
      return stated(analysis, file, holds);
    case 'dockerfile': {
      const dockerfile = analysis.dockerfileOf(file);
      const last = dockerfile?.stages.at(-1);
      const place = [last?.from, ...(last?.instructions.filter(({ keyword }) => /^(?:CMD|ENTRYPOINT)$/.test(keyword)) ?? [])].find(
        (one) => one && holds(one.at),
      );
      // On the name of the image that it builds on, or of the stage, other things are meant.
      if (!dockerfile || !place || (place === last?.from && !holds(place.keywordAt))) return undefined;
      return symbolOf(place === last?.from ? place.keywordAt : place.at, file, [dockerfile], analysis);
    }
    case 'go': {
      const main = project.mainOf(file);
      if (!main || !holds(main)) return undefined;
      const dockerfiles = dockerfilesRunning(file, project);
      return dockerfiles.length === 0 && project.links.koContainers(file).length === 0 ? undefined : symbolOf(main, 'main', dockerfiles, analysis, main);
    }
    default:
      return undefined;
  }
}

/** The name of an image in a file that says how it is built. */
function stated(analysis: Analysis, file: string, holds: (at: Span) => boolean): NamedSymbol | undefined {
  const target = analysis.project.links.targets.find(({ statedIn, at }) => statedIn === file && holds(at));
  const dockerfile = target && analysis.dockerfileOf(target.dockerfile);
  return dockerfile && symbolOf(target.at, target.image, [dockerfile], analysis);
}

function symbolOf(at: Span, name: string, dockerfiles: readonly Dockerfile[], { project }: Analysis, main?: Span): NamedSymbol {
  const ends = dockerfiles.map((dockerfile) => ({ ...endsOf(dockerfile, project), main: programOf(dockerfile, project)?.main.hasMain }));
  return {
    at,
    name,
    definitions: distinct([...ends.flatMap((end) => [...(end.from ? [end.from] : []), ...(end.main ? [end.main] : [])]), ...(main ? [main] : [])]),
    references: distinct([
      ...ends.flatMap(({ containers, statements }) => [...containers.flatMap(({ image }) => image?.at ?? []), ...statements]),
      ...(main ? project.links.koContainers(main.file).flatMap(({ image }) => image?.at ?? []) : []),
    ]),
    rename: undefined,
    describe: undefined,
  };
}

function distinct(places: readonly Span[]): Span[] {
  return [...new Map(places.map((at) => [`${at.file}:${at.start}`, at])).values()];
}
