import type { Container } from './container';
import type { Image } from './image';
import { publicImage } from './image-contents';
import type { Chain, Project } from './project';

/** The image that a container runs, and the chain behind it where a Dockerfile of the workspace makes it. */
export interface RunningImage {
  readonly image: Image;
  readonly chain: Chain | undefined;
}

/** Undefined where neither a Dockerfile nor the table of public images tells what the container runs. */
export function runningImage(container: Container, project: Project): RunningImage | undefined {
  const chain = project.chainOf(container);
  const image = chain?.image ?? (container.image && publicImage(container.image.value));
  return image && { image, chain };
}
