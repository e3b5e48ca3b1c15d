import { insertLinesBelow } from '../../fix/docker-lines';
import { stageWith } from '../../model/copied-data';
import { hasCaCertificates } from '../../model/image-contents';
import { CLOUD_MODULES } from '../../model/known-modules';
import { importOf, markOf, type Program } from '../../model/program';
import { message } from '../../text/message';
import { isBelow } from '../../text/path';
import type { Span } from '../../text/span';
import { rule } from '../rule';

/** Packages that bring certificates of their own. */
const ROOTS = ['golang.org/x/crypto/x509roots', 'github.com/breml/rootcerts', 'github.com/gwatts/rootcerts'];

export default rule({
  id: 'ca-certificates-missing',
  summary: 'A program speaks TLS to others, and its image knows no certificate authority.',
  severity: 'error',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const program = project.programOf(image);
    const use = program && tlsUse(program);
    if (!use || hasCaCertificates(image) !== false || ROOTS.some((path) => importOf(program, path))) return;
    // A manifest may mount them.
    const chains = project.chains.filter((chain) => chain.image === image);
    if (
      chains.some(
        ({ container, environment }) =>
          environment.has('SSL_CERT_FILE') || container.mounts.some(({ path }) => path && (isBelow('/etc/ssl', path.value) || isBelow('/etc/pki', path.value))),
      )
    )
      return;
    const from = image.lineage.at(-1) ?? image.stage;
    const stage = stageWith(image, hasCaCertificates);
    const line = `COPY --from=${stage} /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/`;
    yield {
      at: from.base.at,
      message: message`This image has no certificates of authorities, and the program asks others by TLS.`,
      // Debian and Ubuntu: something may bring them as a dependency.
      ...(image.base?.family !== 'scratch' && { severity: 'warning' }),
      related: [{ at: use, message: message`TLS is used for this.` }],
      ...(stage !== undefined && {
        fix: { title: message`Copy the certificates from ${stage}`, safe: false, edits: [insertLinesBelow(image.dockerfile, image.stage.from, [line])] },
      }),
    };
  },
});

/** An https address, or a module that talks to a public service. */
function tlsUse(program: Program): Span | undefined {
  for (const path of CLOUD_MODULES) {
    const found = importOf(program, path);
    if (found) return found.at;
  }
  return markOf(program, 'tls');
}
