import { buildImage, type Image } from './image';
import { stageOf } from './image-files';

/** An earlier stage that the image copies from already and that `has` what is looked for, by the name that COPY takes. */
export function stageWith(image: Image, has: (other: Image) => boolean | undefined): string | undefined {
  for (const copy of image.copies) {
    const stage = stageOf(image, copy);
    if (stage && has(buildImage(image.dockerfile, stage)) === true) return stage.name?.value ?? String(stage.index);
  }
  return undefined;
}
