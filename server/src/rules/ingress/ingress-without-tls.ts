import { message } from '../../text/message';
import { rule } from '../rule';

/** Where a controller takes its certificates from something else than `tls`. */
const ELSEWHERE =
  /certificate-arn|ssl-cert|managed-certificates|pre-shared-cert|tls\.acme|listen-ports|router\.tls|entrypoints|frontend-ssl|appgw-ssl|force-ssl-redirect|kubernetes\.io\/tls-acme|cloudflare|ssl-passthrough/i;

export default rule({
  id: 'ingress-without-tls',
  summary: 'An Ingress takes requests without encryption.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['polaris:tlsSettingsMissing', 'kubescape:C-0263'],
  scope: 'ingress',

  *check({ object, backends }) {
    const { annotations, value, at } = object;
    const hosts = value.items('spec', 'rules').flatMap((one) => one.string('host') ?? []);
    if (backends.length === 0 || value.items('spec', 'tls').length > 0 || [...annotations.keys()].some((key) => ELSEWHERE.test(key))) return;
    if (hosts.length > 0 && hosts.every((host) => /(?:^localhost|\.(?:local|localhost|internal|test))$/.test(host.value))) return;
    yield { at, message: message`Without ${'tls'} everything that is sent to this Ingress can be read on the way.` };
  },
});
