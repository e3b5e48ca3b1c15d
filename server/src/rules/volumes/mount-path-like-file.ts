import { insertField } from '../../fix/fields';
import type { Container, VolumeMount } from '../../model/container';
import type { VolumeSource } from '../../model/pod';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

const FILE =
  /\/[^/]+\.(?:ya?ml|json5?|toml|ini|conf|cfg|cnf|config|properties|xml|env|txt|sh|py|js|ts|rb|lua|php|sql|html?|crt|cer|pem|key|pub|jks|p12|pfx|hcl|tpl|tmpl|rules|list|repo)$/;

export default rule({
  id: 'mount-path-like-file',
  summary: 'A ConfigMap or Secret is mounted as a directory where a file is meant.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check(container, project) {
    for (const mount of container.mounts) {
      const { path, subPath, name } = mount;
      if (!path || subPath || isTemplated(path.value) || !FILE.test(path.value)) continue;
      const source = container.pod.volumes.find((volume) => volume.name?.value === name?.value)?.sources[0];
      if (!source || !['configMap', 'secret', 'projected', 'downwardAPI'].includes(source.kind)) continue;
      const file = fileIn(source, mount, container, project);
      yield {
        at: path.at,
        message: message`${path.value} becomes a directory; a single file is mounted with ${'subPath'}.`,
        ...(file !== undefined && { fix: { title: message`Mount the file ${file}`, safe: false, edits: [insertField(mount.value, 'subPath', file)] } }),
      };
    }
  },
});

/** The file of the volume that is meant: the one with the name of the path, or the only one. */
function fileIn({ kind, value }: VolumeSource, { path }: VolumeMount, { pod }: Container, project: Project): string | undefined {
  const wanted = path?.value.slice(path.value.lastIndexOf('/') + 1);
  const items = value.items('items').flatMap((item) => item.string('path')?.value ?? []);
  const config = value.string(kind === 'secret' ? 'secretName' : 'name')?.value;
  const [object] = config === undefined ? [] : project.find(kind === 'secret' ? 'Secret' : 'ConfigMap', config, pod.owner);
  const keys = ['data', 'stringData', 'binaryData'].flatMap((map) => object?.value.fields(map).map((field) => field.name) ?? []);
  const files = items.length > 0 ? items : keys;
  if (files.length === 0) return kind === 'projected' || kind === 'downwardAPI' ? undefined : wanted;
  return files.find((file) => file === wanted) ?? (files.length === 1 ? files[0] : undefined);
}
