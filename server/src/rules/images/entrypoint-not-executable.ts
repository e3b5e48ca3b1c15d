import type { Copy } from '../../model/image';
import { isIntoDirectory } from '../../model/image-files';
import { startOf } from '../../model/image-start';
import { message } from '../../text/message';
import { baseName, resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'entrypoint-not-executable',
  summary: 'The program that the image starts is copied with a mode that forbids to run it.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'image',

  *check(image) {
    const program = startOf(image)?.program;
    const copy = program === undefined ? undefined : image.copies.findLast((one) => brings(one, program));
    const mode = copy?.instruction.flags.find(({ name }) => name === 'chmod')?.value;
    const digits = /^0?([0-7]{3})$/.exec(mode?.value ?? '')?.[1];
    // Root, too, needs one of the three bits.
    if (!copy || !mode || digits === undefined || [...digits].some((digit) => Number(digit) % 2 === 1)) return;
    if (image.commands.some(({ words }) => words[0]?.value === 'chmod')) return;
    const fixed = [...digits].map((digit) => (Number(digit) >= 4 ? Number(digit) + 1 : digit)).join('');
    yield {
      at: mode.at,
      message: message`With mode ${mode.value} nobody may run ${program ?? ''}, which this image starts.`,
      fix: { title: message`Use mode ${fixed}`, safe: false, edits: [{ at: mode.at, text: mode.value.length === 4 ? `0${fixed}` : fixed }] },
    };
  },
});

function brings(copy: Copy, program: string): boolean {
  return copy.sources.some(({ value }) => (isIntoDirectory(copy) ? resolvePath(copy.destination, baseName(value)) : copy.destination) === program);
}
