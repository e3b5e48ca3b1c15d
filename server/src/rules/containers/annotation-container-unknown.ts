import { renameKey, replaceValue } from '../../fix/fields';
import { known } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Annotations whose value is the name of a container. */
const DEFAULTS = new Set(['kubectl.kubernetes.io/default-container', 'kubectl.kubernetes.io/default-logs-container']);
/** Its name stands behind the slash; here the server looks (ValidateAppArmorPodAnnotations). */
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
/** Containers that are put into the pod when it is made. */
const INJECTED = new Set(['istio-proxy', 'istio-init', 'linkerd-proxy', 'linkerd-init', 'vault-agent', 'daprd']);

export default rule({
  id: 'annotation-container-unknown',
  summary: 'An annotation is about a container that the pod does not have.',
  severity: 'warning',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ template, allContainers }) {
    const names = allContainers.flatMap(({ name }) => known(name)?.value ?? []);
    if (names.length < allContainers.length) return;
    for (const { name: key, at, value } of template.fields('metadata', 'annotations')) {
      const isKey = key.startsWith(APPARMOR);
      const wanted = isKey ? key.slice(APPARMOR.length) : DEFAULTS.has(key) ? value.string()?.value : undefined;
      if (wanted === undefined || names.includes(wanted) || isTemplated(wanted) || INJECTED.has(wanted)) continue;
      const [near] = suggest(wanted, names);
      const edit = near === undefined ? undefined : isKey ? renameKey({ at }, APPARMOR + near) : replaceValue(value, near);
      yield {
        at: isKey ? at : value.at,
        ...(isKey && { severity: 'error' }),
        message: near === undefined ? message`The pod has no container ${wanted}.` : message`The pod has no container ${wanted}; did you mean ${near}?`,
        ...(edit && near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [edit] } }),
      };
    }
  },
});
