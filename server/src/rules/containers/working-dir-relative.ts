import { replaceValue } from '../../fix/fields';
import { isWindows } from '../../model/security-context';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'working-dir-relative',
  summary: 'The working directory of a container is not given from the root.',
  severity: 'error',
  stage: 'create',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ value, pod }) {
    const folder = value.string('workingDir');
    const written = value.get('workingDir');
    if (!folder || !written || isTemplated(folder.value) || isWindows(pod) || /^(?:$|\/|[A-Za-z]:|\\)/.test(folder.value)) return;
    const wanted = `/${folder.value.replace(/^(?:\.\/)+/, '')}`;
    yield {
      at: folder.at,
      message: message`The working directory ${folder.value} has to begin with a slash.`,
      fix: { title: message`Use ${wanted}`, safe: false, edits: [replaceValue(written, wanted)] },
    };
  },
});
