import { removeField, replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'sub-path-invalid',
  summary: 'A path inside a volume that begins at the root, leads outside, or is given twice.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value }) {
    for (const mount of value.items('volumeMounts')) {
      const expression = mount.given('subPathExpr');
      const plain = mount.given('subPath');
      if (expression?.words && plain?.words)
        yield {
          at: expression.keyAt,
          message: message`A mount has a ${'subPath'} or a ${'subPathExpr'}, not both.`,
          related: [{ at: plain.keyAt, message: message`The other one is here.` }],
          fix: [expression, plain].map((one) => ({ title: message`Remove ${String(one.step)}`, safe: false, edits: [removeField(one)] })),
        };
      for (const path of [plain, expression]) {
        const words = path?.string()?.value;
        if (!path || words === undefined || (path === plain && isTemplated(words))) continue;
        if (words.startsWith('/')) {
          const relative = words.replace(/^\/+/, '');
          yield {
            at: path.at,
            message: message`The path ${words} is relative to the volume and may not begin with a slash.`,
            ...(relative !== '' && { fix: { title: message`Use ${relative}`, safe: false, edits: [replaceValue(path, relative)] } }),
          };
        } else if (words.split('/').includes('..')) yield { at: path.at, message: message`The path ${words} may not hold ${'..'}.` };
      }
    }
  },
});
