import type { Dockerfile, Word } from '../docker/dockerfile';
import { parseImageReference } from '../docker/image-reference';
import type { Edit } from '../text/edit';

/** What the word too many is: the flag, the whole name of the image with its tag, or the stage's name. */
export interface FromMend {
  readonly kind: 'flag' | 'tag' | 'name';
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** A way to read a FROM with a word too many: a tag behind a blank, a flag behind the image, a name without AS. */
export function mendFrom(dockerfile: Dockerfile, words: readonly Word[]): FromMend | undefined {
  const [image, second, third] = words;
  if (!image || !second) return undefined;
  const between = { file: dockerfile.file, start: image.at.end, end: second.at.start };
  if (/^--platform=\S+$/.test(second.source)) {
    const edits = [
      { at: { ...image.at, end: image.at.start }, text: `${second.source} ` },
      { at: { ...between, end: second.at.end }, text: '' },
    ];
    return { kind: 'flag', text: second.source, edits };
  }
  const name = image.value.replace(/[:@]$/, '');
  const tag = second.value.replace(/^[:@]/, '');
  const whole = `${name}:${tag}`;
  // A tag that moves is no mend.
  const looksLikeTag = tag !== 'latest' && (/^(?:[:v]?\d|:|stable$|alpine|slim|[a-z]+-slim$)/.test(second.value) || image.value.endsWith(':'));
  if (looksLikeTag && parseImageReference(name)?.tag === undefined && parseImageReference(whole) && !image.value.includes('$')) {
    return { kind: 'tag', text: whole, edits: [{ at: { ...image.at, end: second.at.end }, text: whole }] };
  }
  if (third || !parseImageReference(image.value) || !/^[A-Za-z][\w.-]*$/.test(second.value)) return undefined;
  return { kind: 'name', text: second.value, edits: [{ at: { ...second.at, end: second.at.start }, text: 'AS ' }] };
}
