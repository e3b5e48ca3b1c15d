import type { Instruction } from '../../docker/dockerfile';
import { execForm } from '../../fix/exec-form';
import type { Image } from '../../model/image';
import { hasTool } from '../../model/image-contents';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'shell-form-without-shell',
  summary: 'ENTRYPOINT or CMD asks for a shell that the image does not have.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image) {
    for (const instruction of [image.entrypoint, image.entrypoint?.json ? undefined : image.cmd]) {
      // In exec form an empty list resets what the base says.
      if (!instruction || instruction.json || instruction.rest.value === '' || isIgnored(instruction, image)) continue;
      const shell = image.shell?.[0] ?? '/bin/sh';
      if (hasTool(image, shell) !== false) continue;
      const from = image.lineage.at(-1)?.base;
      const list = execForm(instruction.rest.value);
      yield {
        at: instruction.rest.at,
        message: message`Without brackets, ${instruction.keyword} is run by ${shell}, which this image does not have.`,
        ...(from && { related: [{ at: from.at, message: message`The image is made from this one.` }] }),
        ...(list !== undefined && { fix: { title: message`Write it as a list`, safe: false, edits: [{ at: instruction.rest.at, text: list }] } }),
      };
    }
  },
});

/** CMD counts for nothing where ENTRYPOINT is in shell form. Brackets that hold no valid list are another rule's. */
function isIgnored({ keyword, rest }: Instruction, { entrypoint }: Image): boolean {
  return rest.value.startsWith('[') || (keyword === 'CMD' && entrypoint !== undefined && !entrypoint.json);
}
