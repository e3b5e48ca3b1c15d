import type { Container } from '../../model/container';
import type { KubeObject, Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { configReferences } from '../../model/references';
import { baseName } from '../../text/path';

/** Programs that read the logs of a node, by the last part of their image's name. */
const COLLECTORS = /^(?:fluent-?bit|fluentd(?:-[\w-]+)?|filebeat(?:-oss)?|promtail|vector)(?:-debug)?$/;

/** The container of a pod that collects logs. */
export function logCollector({ containers }: Pod): Container | undefined {
  return containers.find(({ reference }) => reference !== undefined && COLLECTORS.test(baseName(reference.repository)));
}

/** The texts that a pod gets from ConfigMaps of the workspace; `complete` is false where some are not there. */
export function configurationTexts(pod: Pod, project: Project): { readonly texts: readonly Value[]; readonly complete: boolean } {
  const texts: Value[] = [];
  let complete = true;
  for (const { kind, name } of configReferences(pod)) {
    if (kind !== 'ConfigMap') continue;
    const [found] = project.find('ConfigMap', name.value, pod.owner);
    if (found) texts.push(...textsOf(found));
    else complete = false;
  }
  return { texts, complete: complete && texts.length > 0 };
}

export function textsOf({ value }: KubeObject): Value[] {
  return value.fields('data').flatMap(({ value: text }) => (typeof text.plain === 'string' ? [text] : []));
}
