/** How durations are read: by Go itself, by Flux (Go without fractions of milliseconds), by Prometheus, or by the Gateway API. */
export type Grammar = 'go' | 'flux' | 'prometheus' | 'gateway';

export const GRAMMARS: Readonly<Record<Grammar, { readonly pattern: RegExp; readonly units: readonly string[] }>> = {
  // time.ParseDuration
  go: { pattern: /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/, units: ['ms', 's', 'm', 'h'] },
  flux: { pattern: /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/, units: ['ms', 's', 'm', 'h'] },
  // The pattern of prometheus-operator's CustomResourceDefinitions.
  prometheus: { pattern: /^(?:0|(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?)$/, units: ['ms', 's', 'm', 'h', 'd', 'w', 'y'] },
  // GEP 2257
  gateway: { pattern: /^(?:\d{1,5}(?:h|m|s|ms)){1,4}$/, units: ['ms', 's', 'm', 'h'] },
};

/** Which fields of which kinds are durations; `*` in a way stands for every item of a list. */
export const DURATIONS: readonly { readonly of: string; readonly at: readonly string[]; readonly grammar: Grammar }[] = [
  { of: 'source.toolkit.fluxcd.io/*', at: ['spec.interval', 'spec.timeout'], grammar: 'flux' },
  { of: 'kustomize.toolkit.fluxcd.io/Kustomization', at: ['spec.interval', 'spec.retryInterval', 'spec.timeout'], grammar: 'flux' },
  {
    of: 'helm.toolkit.fluxcd.io/HelmRelease',
    at: [
      'spec.interval',
      'spec.timeout',
      'spec.chart.spec.interval',
      'spec.install.timeout',
      'spec.upgrade.timeout',
      'spec.test.timeout',
      'spec.rollback.timeout',
    ],
    grammar: 'flux',
  },
  { of: 'image.toolkit.fluxcd.io/*', at: ['spec.interval', 'spec.timeout'], grammar: 'flux' },
  {
    of: 'monitoring.coreos.com/ServiceMonitor',
    at: ['spec.endpoints.*.interval', 'spec.endpoints.*.scrapeTimeout'],
    grammar: 'prometheus',
  },
  { of: 'monitoring.coreos.com/PodMonitor', at: ['spec.podMetricsEndpoints.*.interval', 'spec.podMetricsEndpoints.*.scrapeTimeout'], grammar: 'prometheus' },
  { of: 'monitoring.coreos.com/Probe', at: ['spec.interval', 'spec.scrapeTimeout'], grammar: 'prometheus' },
  {
    of: 'monitoring.coreos.com/Prometheus',
    at: ['spec.scrapeInterval', 'spec.scrapeTimeout', 'spec.evaluationInterval', 'spec.retention'],
    grammar: 'prometheus',
  },
  { of: 'monitoring.coreos.com/PrometheusRule', at: ['spec.groups.*.interval', 'spec.groups.*.rules.*.for'], grammar: 'prometheus' },
  { of: 'cert-manager.io/Certificate', at: ['spec.duration', 'spec.renewBefore'], grammar: 'go' },
  { of: 'cert-manager.io/CertificateRequest', at: ['spec.duration'], grammar: 'go' },
  { of: 'external-secrets.io/*', at: ['spec.refreshInterval', 'spec.refreshTime'], grammar: 'go' },
  {
    of: 'gateway.networking.k8s.io/HTTPRoute',
    at: ['spec.rules.*.timeouts.request', 'spec.rules.*.timeouts.backendRequest', 'spec.rules.*.retry.backoff'],
    grammar: 'gateway',
  },
  { of: 'argoproj.io/Application', at: ['spec.syncPolicy.retry.backoff.duration', 'spec.syncPolicy.retry.backoff.maxDuration'], grammar: 'go' },
];
