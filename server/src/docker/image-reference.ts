import { table } from '../text/table';

/** A container image name taken apart, as github.com/distribution/reference does it. */
export interface ImageReference {
  /** `docker.io` where the name states none. */
  readonly registry: string;
  /** Without registry; `library/nginx` for `nginx`. */
  readonly repository: string;
  /** The name as written, without tag and digest. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Takes an image name apart; undefined where no registry client would accept it. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const match = REFERENCE.exec(text);
  if (!match) return undefined;
  const [, name = '', tag, digest] = match;
  if (digest !== undefined && !isDigest(digest)) return undefined;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  // The first part is a registry where it could be a host: it has a dot, a port, is localhost, or has upper-case letters.
  const isHost = first !== '' && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const path = isHost ? name.slice(slash + 1) : name;
  if (!/^[a-z0-9]/.test(path) || path !== path.toLowerCase() || name.length > MAX_NAME) return undefined;
  const registry = isHost && first !== 'index.docker.io' ? first : 'docker.io';
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { registry, repository, name, tag, digest };
}

/** The lengths of the digests that the registry's clients know (github.com/opencontainers/go-digest). */
const DIGEST_LENGTHS: Readonly<Record<string, number>> = table({ sha256: 64, sha384: 96, sha512: 128 });

/** Whether a digest has as many digits as its algorithm makes; those of unknown algorithms may be right. */
export function isDigest(digest: string): boolean {
  const [algorithm = '', digits = ''] = digest.split(':');
  const length = DIGEST_LENGTHS[algorithm];
  return length === undefined || (digits.length === length && /^[0-9a-f]+$/.test(digits));
}

/** The name of one of Docker's official images, `golang` for `docker.io/library/golang`, or of a public copy of all of them. */
export function officialName({ registry, repository }: ImageReference): string | undefined {
  const folder = { 'docker.io': 'library/', 'public.ecr.aws': 'docker/library/', 'mirror.gcr.io': 'library/' }[registry];
  const name = folder !== undefined && repository.startsWith(folder) ? repository.slice(folder.length) : undefined;
  return name?.includes('/') ? undefined : name;
}

/** `NameTotalLengthMax` there, and with a tag and a digest behind it. */
const MAX_NAME = 255;
const MAX_LENGTH = 1000;

const HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]+)?|\\[[0-9a-fA-F:]+\\](?::[0-9]+)?';
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^((?:(?:${HOST})/)?${COMPONENT}(?:/${COMPONENT})*)(?::(\\w[\\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$`,
);
