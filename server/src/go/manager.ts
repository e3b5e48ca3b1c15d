import type { Node } from 'web-tree-sitter';
import type { Evaluator } from './evaluate';
import { fieldsOf } from './listens';
import { type Listen, MANAGER } from './source';

const RUNTIME = 'sigs.k8s.io/controller-runtime';

/**
 * The ports of `ctrl.Options{…}`: for metrics (`:8080` where nothing is said), for probes, and for webhooks, which may be
 * served (pkg/manager/manager.go, pkg/metrics/server and pkg/webhook of controller-runtime).
 */
export function managerListens(literal: Node, evaluator: Evaluator): Listen[] {
  const type = literal.childForFieldName('type');
  const [qualifier] = type?.namedChildren ?? [];
  const path = qualifier ? evaluator.pathOf(evaluator.sourceOf(qualifier)) : undefined;
  if (path !== RUNTIME && path !== `${RUNTIME}/pkg/manager`) return [];
  const fields = new Map(fieldsOf(literal, evaluator).map(({ key, value }) => [key, value]));
  const metrics = fields.get('Metrics');
  const settings = metrics?.type === 'identifier' ? evaluator.onlyValueOf(metrics) : metrics;
  const isClear = settings === undefined || (settings !== 'parameter' && settings.type === 'composite_literal');
  const bound =
    fields.get('MetricsBindAddress') ??
    (settings && settings !== 'parameter' && isClear ? fieldsOf(settings, evaluator).find(({ key }) => key === 'BindAddress')?.value : undefined);
  const health = fields.get('HealthProbeBindAddress');
  const at = evaluator.spanOf(type ?? literal);
  const listen = (place: Node | undefined, fallback: string | undefined): Listen => ({
    framework: MANAGER,
    tls: false,
    at: place ? evaluator.spanOf(place) : at,
    call: at,
    address: place ? evaluator.evaluate(place) : fallback === undefined ? undefined : [{ kind: 'constant', text: fallback }],
  });
  const listens = [listen(bound, isClear ? ':8080' : undefined)];
  if (health) listens.push(listen(health, undefined));
  // Their port is an option of theirs.
  if (/\bwebhook\b/i.test(evaluator.text)) listens.push(listen(undefined, /\bPort:/.test(evaluator.text) ? undefined : ':9443'));
  return listens;
}
