import { replaceValue, setField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

/** kubernetes/pkg/apis/networking/validation/validation.go. */
const FORBIDDEN = ['//', '/./', '/../', '%2f', '%2F'];

export default rule({
  id: 'ingress-path-invalid',
  summary: 'A path of an Ingress cannot match any request.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Ingress'],

  *check({ group, value }) {
    if (group !== 'networking.k8s.io' && group !== 'extensions') return;
    for (const rule of value.items('spec', 'rules')) {
      for (const path of rule.items('http', 'paths')) if (path.kind === 'map') yield* checkPath(path);
    }
  },
});

function* checkPath(item: Value): Iterable<Finding> {
  const type = item.string('pathType')?.value ?? 'ImplementationSpecific';
  const path = item.string('path');
  const written = item.get('path');
  const literal = type === 'Exact' || type === 'Prefix';
  if (!path || !written) {
    if (literal && !written) {
      const fix: Fix = { title: message`Match every path`, safe: false, edits: setField(item, ['path'], '/') };
      yield { at: item.get('pathType')?.at ?? item.headAt, message: message`With pathType ${type} there must be a path.`, fix };
    }
    return;
  }
  if (isTemplated(path.value) || (path.value === '' && !literal)) return;
  if (!path.value.startsWith('/')) {
    const fix: Fix | undefined = /^[\w.-]*$/.test(path.value)
      ? { title: message`Use ${`/${path.value}`}`, safe: false, edits: [replaceValue(written, `/${path.value}`)] }
      : undefined;
    yield { at: path.at, message: message`A path begins with a slash.`, ...(fix && { fix }) };
    return;
  }
  if (!literal) return;
  const found = FORBIDDEN.find((sequence) => path.value.includes(sequence));
  const end = ['/..', '/.'].find((sequence) => path.value.endsWith(sequence));
  if (found !== undefined) yield { at: path.at, message: message`With pathType ${type} a path must not hold ${found}.`, ...slashFix(path.value, written) };
  else if (end !== undefined) yield { at: path.at, message: message`With pathType ${type} a path must not end with ${end}.` };
  else yield* checkPattern(path.value, type, item, written);
}

/** Not refused by the server, but by ingress-nginx since 1.12; other controllers compare the characters as they are. */
function* checkPattern(path: string, type: string, item: Value, written: Value): Iterable<Finding> {
  const sign = /\(|\[|\*|\||\^|\$$|\.\+|\\/.exec(path)?.[0];
  const pathType = item.get('pathType');
  if (sign === undefined || !pathType) return;
  yield {
    at: written.at,
    severity: 'warning',
    message: message`With pathType ${type} the ${sign} in a path is a plain character; patterns need ${'ImplementationSpecific'}.`,
    fix: { title: message`Use ${'ImplementationSpecific'}`, safe: false, edits: [replaceValue(pathType, 'ImplementationSpecific')] },
  };
}

function slashFix(path: string, written: Value): { fix?: Fix } {
  const single = path.replace(/\/{2,}/g, '/');
  if (FORBIDDEN.some((sequence) => single.includes(sequence))) return {};
  return { fix: { title: message`Use ${single}`, safe: false, edits: [replaceValue(written, single)] } };
}
