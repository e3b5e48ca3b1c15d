import type { Located } from '../../text/span';
import { expand, variablesIn, wordsOf } from './build-commands';

/** An image, with its tag, that is put into the nodes of a local cluster; `by` is the command: `kind load docker-image`. */
export interface LoadedImage extends Located<string> {
  readonly by: string;
}

const LOAD = /\b(kind\s+load\s+docker-image|minikube\s+image\s+load|k3d\s+images?\s+import)(?=\s)/g;
/** Flags that take a value as the next word: the name of the cluster, mostly. */
const WITH_VALUE = /^(?:--name|-n|--nodes|-c|--cluster|-p|--profile|-m|--mode)$/;

/** The images that a Makefile or script loads into a local cluster. Names that are not known are left out. */
export function loadedImages(file: string, text: string): LoadedImage[] {
  if (!/\b(?:kind|minikube|k3d)\b/.test(text)) return [];
  const variables = variablesIn(text);
  return [...text.matchAll(LOAD)].flatMap((match) => {
    const words = wordsOf(text, match.index + match[0].length);
    return words.flatMap(({ text: word, start, end }, index) => {
      if (word.startsWith('-') || WITH_VALUE.test(words[index - 1]?.text ?? '')) return [];
      const value = expand(word, variables);
      return /^[\w][\w./:-]*$/.test(value) ? [{ value, at: { file, start, end }, by: (match[1] as string).replace(/\s+/g, ' ') }] : [];
    });
  });
}
