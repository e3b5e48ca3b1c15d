import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'volume-sources-several',
  summary: 'A volume with more than one source.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ volumes }) {
    for (const { sources, name } of volumes) {
      // Whatever is no map is no source but another fault.
      const [first, ...others] = sources.filter(({ value }) => value.kind === 'map');
      for (const other of first ? others : []) {
        yield {
          at: other.value.keyAt,
          message: name ? message`The volume ${name.value} has a source already.` : message`This volume has a source already.`,
          related: [{ at: (first ?? other).value.keyAt, message: message`It is here.` }],
          fix: [other, ...(others.length === 1 && first ? [first] : [])].map(({ kind, value }) => ({
            title: message`Remove ${kind}`,
            safe: false,
            edits: [removeField(value)],
          })),
        };
      }
    }
  },
});
