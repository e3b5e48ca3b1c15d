import { type Listen, valueOf } from '../../model/program';
import type { Chain } from '../../model/project';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'address-without-colon',
  summary: 'A program is given a bare port where an address with a colon is needed.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check(chain) {
    for (const listen of chain.program?.listens ?? []) {
      // fiber and the others all hand the text to net.Listen.
      const address = listen.address && valueOf(listen.address, { environment: chain.environment });
      if (address === undefined || !/^\d{2,5}$/.test(address) || listen.address?.some(({ kind }) => kind === 'flag')) continue;
      const variable = setBy(listen, chain);
      yield {
        at: variable?.at ?? listen.at,
        message: variable
          ? message`The program takes this for an address, and ${address} has no colon in front of the port.`
          : message`${address} is no address to listen on: there is no colon in front of the port.`,
        ...(variable && { related: [{ at: listen.at, message: message`It listens here.` }] }),
        ...fixFor(listen, variable),
      };
    }
  },
});

/** The variable that is the whole address, where the manifest or image sets it. */
function setBy({ address }: Listen, { container, image }: Chain): Located<string> | undefined {
  const [part, ...others] = address ?? [];
  if (part?.kind !== 'environment' || others.length > 0) return undefined;
  return container.environment.find(({ name }) => name?.value === part.key)?.literal ?? image.environment.get(part.key);
}

function fixFor({ address }: Listen, variable: Located<string> | undefined): Pick<Finding, 'fix'> {
  const [part, ...others] = address ?? [];
  if (variable || part?.kind !== 'constant' || others.length > 0 || !part.at) return {};
  return { fix: { title: message`Use ${`:${part.text}`}`, safe: false, edits: [{ at: { ...part.at, end: part.at.start }, text: ':' }] } };
}
