import type { Edit } from '../../text/edit';
import type { Value } from '../../yaml/value';
import { insertItem, removeField, renameKey, replaceValue } from '../fields';
import { type Piece, reshape, type Shape } from '../reshape';
import type { Data } from '../write-yaml';
import type { Migration } from './migration';

/**
 * HorizontalPodAutoscaler from `v2beta1` to `v2beta2` and `v2`: each metric names what it measures in `metric` and what
 * it wants in `target`. `v2beta2` and `v2` look alike.
 */
export function restructureAutoscaler(root: Value): Migration | undefined {
  const edits: Edit[] = [];
  for (const metric of root.items('spec', 'metrics')) {
    for (const { name: source, value } of metric.fields()) {
      const shape = shapeOf(source, value);
      if (shape === undefined) continue;
      if (shape.length === 0) return undefined;
      edits.push(reshape(value, shape));
    }
  }
  return { edits, exact: true };
}

/** From `v1`: the target of the CPU is one metric among others. Metrics that stand there already are carried over too. */
export function restructureCpuAutoscaler(root: Value): Migration | undefined {
  const others = restructureAutoscaler(root);
  const target = root.get('spec', 'targetCPUUtilizationPercentage');
  const metrics = root.get('spec', 'metrics');
  if (!others || !target) return others;
  const percentage = target.plain;
  if (typeof percentage !== 'number') return undefined;
  if (!metrics) {
    const edits = [renameKey({ at: target.keyAt }, 'metrics'), replaceValue(target, [cpuMetric(percentage)])];
    return { edits, exact: true };
  }
  // Where the metrics speak of the CPU too, they are what somebody wrote for the new version.
  const isStated = root.items('spec', 'metrics').some((metric) => metric.get('resource', 'name')?.plain === 'cpu');
  if (metrics.kind !== 'list') return undefined;
  const added = isStated ? [] : [insertItem(metrics, cpuMetric(percentage))];
  return { edits: [...others.edits, removeField(target), ...added], exact: !isStated };
}

function cpuMetric(percentage: number): Data {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percentage } } };
}

/** Undefined for what is no source or has the new shape already; empty where it cannot be carried over. */
function shapeOf(source: string, value: Value): Shape | undefined {
  if (value.kind !== 'map' || (value.get('target') && source !== 'object')) return undefined;
  const kept = (...names: readonly string[]): Piece[] =>
    names.flatMap((name) => {
      const from = value.get(name);
      return from ? [{ key: name, from }] : [];
    });
  const target = targetOf(value);
  switch (source) {
    case 'resource':
    case 'containerResource':
      return target ? [...kept('name', 'container'), target] : [];
    case 'pods':
    case 'external':
      return target ? [metricOf(value), target] : [];
    case 'object': {
      const described = value.get('target');
      if (value.get('describedObject')) return undefined;
      return described && target ? [{ key: 'describedObject', from: described }, metricOf(value), target] : [];
    }
    default:
      return undefined;
  }
}

function metricOf(value: Value): Piece {
  const name = value.get('metricName');
  const selector = value.get('metricSelector') ?? value.get('selector');
  return { key: 'metric', shape: [...(name ? [{ key: 'name', from: name }] : []), ...(selector ? [{ key: 'selector', from: selector }] : [])] };
}

/** The old fields that state a target, what type of target that is, and what the value is called there now. */
const TARGETS = [
  ['targetAverageUtilization', 'Utilization', 'averageUtilization'],
  ['targetAverageValue', 'AverageValue', 'averageValue'],
  ['averageValue', 'AverageValue', 'averageValue'],
  ['targetValue', 'Value', 'value'],
] as const;

function targetOf(value: Value): Piece | undefined {
  for (const [old, type, key] of TARGETS) {
    const from = value.given(old);
    if (from)
      return {
        key: 'target',
        shape: [
          { key: 'type', data: type },
          { key, from },
        ],
      };
  }
  return undefined;
}
