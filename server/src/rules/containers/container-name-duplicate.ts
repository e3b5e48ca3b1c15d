import type { Container } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'container-name-duplicate',
  summary: 'Two containers of a pod have the same name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check({ allContainers }) {
    const first = new Map<string, Container>();
    for (const container of allContainers) {
      const { name } = container;
      if (!name) continue;
      const before = first.get(name.value);
      if (!before) first.set(name.value, container);
      else
        yield {
          at: name.at,
          message: message`Another container of this pod is called ${name.value} already.`,
          related: [{ at: before.at, message: message`It is called so here.` }],
        };
    }
  },
});
