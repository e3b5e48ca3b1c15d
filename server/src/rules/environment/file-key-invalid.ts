import { replaceValue } from '../../fix/fields';
import { known } from '../../model/object';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'file-key-invalid',
  summary: 'A variable is read from a file that cannot be there.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ environment, pod }) {
    for (const { source } of environment) {
      if (source?.kind !== 'fileKeyRef') continue;
      const path = known(source.value.string('path'));
      if (path && (path.value.startsWith('/') || path.value.split('/').includes('..')))
        yield { at: path.at, message: message`The path ${path.value} is relative to the volume and stays inside it.` };
      const name = known(source.value.string('volumeName'));
      const written = source.value.get('volumeName');
      const names = pod.volumes.map((volume) => known(volume.name)?.value);
      if (!name || !written || names.includes(undefined)) continue;
      const volume = pod.volumes.find((one) => one.name?.value === name.value);
      const kind = volume?.sources[0]?.kind;
      const [near] = volume
        ? []
        : suggest(
            name.value,
            names.flatMap((one) => one ?? []),
          );
      if (volume && kind !== undefined && kind !== 'emptyDir')
        yield { at: name.at, message: message`Variables are read from a volume of the kind ${'emptyDir'}; ${name.value} is of the kind ${kind}.` };
      else if (!volume)
        yield {
          at: name.at,
          message: near === undefined ? message`The pod has no volume ${name.value}.` : message`The pod has no volume ${name.value}; did you mean ${near}?`,
          ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
        };
    }
  },
});
