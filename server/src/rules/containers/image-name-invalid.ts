import { replaceValue } from '../../fix/fields';
import { isImageName } from '../../model/container';
import { known } from '../../model/object';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'image-name-invalid',
  summary: 'An image name that no registry client accepts.',
  severity: 'error',
  stage: 'pull',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value, reference }) {
    const image = known(value.string('image'));
    const written = value.get('image');
    if (!image || !written || reference || isPlaceholder(image.value)) return;
    const repaired = repair(image.value);
    yield {
      at: image.at,
      message: faultOf(image.value),
      ...(repaired !== undefined && { fix: { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] } }),
    };
  },
});

const SCHEME = /^(?:https?|docker|oci|docker-daemon):\/\//i;

function faultOf(image: string): Message {
  const scheme = SCHEME.exec(image)?.[0];
  if (scheme !== undefined) return message`An image name has no ${scheme} in front.`;
  if (/\s/.test(image)) return message`The image name ${image} has blanks in it.`;
  const name = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  if (/@/.test(image) && !/@[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,}$/.test(image))
    return message`The digest of ${image} is not one such as ${'sha256:…'} with 64 digits.`;
  if (/[A-Z]/.test(name)) return message`The image name ${image} has upper-case letters.`;
  const tag = /:([^/:@]*)(?:@.*)?$/.exec(image)?.[1];
  if (tag !== undefined && /[^\w.-]/.test(tag))
    return message`The tag ${tag} holds ${/[^\w.-]/.exec(tag)?.[0] ?? ''}, and may hold letters, digits, underscores, dots and hyphens.`;
  if (tag !== undefined && tag.length > 128) return message`A tag has at most 128 characters, and this one has ${tag.length}.`;
  return message`${image} is no image name.`;
}

/** The name without what is too much; undefined where that is no image name either. */
function repair(image: string): string | undefined {
  const bare = image.trim().replace(SCHEME, '').replace(/\/+$/, '');
  const slash = bare.indexOf('/');
  const host = slash > 0 && /[.:]|^localhost$/.test(bare.slice(0, slash)) ? bare.slice(0, slash + 1) : '';
  const [, name = '', rest = ''] = /^([^:@]*)(.*)$/.exec(bare.slice(host.length)) ?? [];
  // Charts write the `+` of a version as an underscore.
  const repaired = host + name.toLowerCase() + rest.replace(/^:+/, ':').replace(/\+/g, '_');
  return repaired !== image && isImageName(repaired) ? repaired : undefined;
}

/** A word in capitals that stands for what is to be put in, or a name that ko resolves when it deploys. */
function isPlaceholder(image: string): boolean {
  return image.startsWith('ko://') || image.split(/[/:@]/).some((part) => /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*$/.test(part) && part.length > 2);
}
