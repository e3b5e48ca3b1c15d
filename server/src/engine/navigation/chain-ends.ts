import type { Dockerfile } from '../../docker/dockerfile';
import type { Container } from '../../model/container';
import { withoutTag } from '../../model/links/build-targets';
import type { ImageLink } from '../../model/links/image-links';
import { isKoImage } from '../../model/links/ko-images';
import type { Program } from '../../model/program';
import type { ProjectIndex } from '../../model/project-index';
import type { Located, Span } from '../../text/span';
import type { Value } from '../../yaml/value';
import type { Analysis } from '../analysis';

/** An image's name in a manifest or in the values of a chart, and what is known of how it is made. */
export interface NamedImage {
  readonly name: Located<string>;
  readonly dockerfile: Dockerfile | undefined;
  readonly program: Program | undefined;
  /** Dockerfiles that it may equally well be built from, where nothing decides between them. */
  readonly choices: readonly Dockerfile[];
}

/** The images that a file of YAML names, in order. */
export function imagesIn(analysis: Analysis, file: string): NamedImage[] {
  const { links } = analysis.project;
  const names = analysis
    .documentsOf(file)
    .flatMap(({ classification, root, objects }) => [
      ...objects.flatMap((object) => analysis.project.containersOf(object).flatMap(({ image }) => image ?? [])),
      ...(classification.kind === 'helm-values' && root ? repositoriesIn(root, 0) : []),
    ]);
  return names
    .toSorted((a, b) => a.at.start - b.at.start)
    .map((name) => {
      const link = links.linkOf(name.value, file);
      const dockerfile = link?.dockerfile;
      const image = link && links.imageOfLink(link, name.value);
      return {
        name,
        dockerfile,
        program: dockerfile ? image && links.programOf(image) : links.koPackage(name.value)?.program,
        choices: dockerfile || isKoImage(name.value) ? [] : links.choicesFor(name.value, file),
      };
    });
}

/** An image that the workspace may build, by its name without tag. */
export interface ImageCandidates {
  readonly image: string;
  readonly link: ImageLink | undefined;
  /** The Dockerfiles to choose from, the likeliest first. */
  readonly candidates: readonly Dockerfile[];
}

/** The images in a file that the workspace may build, each once. */
export function candidatesIn(analysis: Analysis, file: string): ImageCandidates[] {
  const { links } = analysis.project;
  const names = new Set(imagesIn(analysis, file).map(({ name }) => withoutTag(name.value)));
  return [...names]
    .map((image) => ({ image, link: links.linkOf(image, file), candidates: links.candidatesFor(image, file) }))
    .filter(({ candidates }) => candidates.length > 0);
}

/** `image: {repository: …}` in the values of a chart, at any depth. */
function repositoriesIn(map: Value, depth: number): Located<string>[] {
  const own = map.string('repository');
  const inner = depth > 8 ? [] : map.fields().flatMap(({ value }) => (value.kind === 'map' ? repositoriesIn(value, depth + 1) : []));
  return own ? [own, ...inner] : inner;
}

export function programOf(dockerfile: Dockerfile, { links }: ProjectIndex): Program | undefined {
  const image = links.imageOf(dockerfile);
  return image && links.programOf(image);
}

/** The Dockerfiles whose image runs the program of a Go file's `main`. */
export function dockerfilesRunning(file: string, project: ProjectIndex): Dockerfile[] {
  return project.dockerfiles.filter((dockerfile) => programOf(dockerfile, project)?.main.file === file);
}

/** Where a Dockerfile makes its image, and where that is stated and used. */
export interface DockerfileEnds {
  /** The FROM of the last stage. */
  readonly from: Span | undefined;
  readonly containers: readonly Container[];
  /** Makefiles, pipelines and the like that build it. */
  readonly statements: readonly Span[];
}

export function endsOf(dockerfile: Dockerfile, project: ProjectIndex): DockerfileEnds {
  return {
    from: dockerfile.stages.at(-1)?.from.keywordAt,
    containers: project.containersRunning(dockerfile),
    statements: project.links.targets.filter((target) => target.dockerfile === dockerfile.file).map(({ at }) => at),
  };
}
