import type { KubeObject } from '../../model/object';
import type { ProjectIndex } from '../../model/project-index';
import { serviceOf } from '../../model/service';
import { workloadOf } from '../../model/workload';
import { type Message, message } from '../../text/message';
import { dataFields, type Entity, objectsOf, placesOf } from './entities';

/** Longest list that a hover shows. */
const MOST = 12;

/** What an entity is, as Markdown: what it points to, its keys or ports, and how often it is meant. */
export function describeEntity(entity: Entity, project: ProjectIndex, from: string, say: (said: Message) => string): string {
  switch (entity.kind) {
    case 'object': {
      const [object] = objectsOf(entity, project, from);
      const count = placesOf(entity, project, from).references.length;
      const title = `**${entity.objectKind}** \`${entity.name}\`${entity.namespace === undefined ? '' : ` · ${entity.namespace}`}`;
      return [title, object ? detailsOf(object) : '', say(referenceCount(count))].filter((line) => line !== '').join('\n\n');
    }
    case 'data-key':
      return `**${entity.objectKind}** \`${entity.name}\` · \`${entity.key}\`\n\n${valueOf(entity, project, from)}`;
    case 'target-port':
    case 'service-port':
      return `**Service** \`${entity.name}\` · ${entity.port}\n\n${objectsOf({ ...entity, objectKind: 'Service' }, project, from)
        .map(detailsOf)
        .join('\n\n')}`;
    case 'container-port':
      return `**${entity.owner.kind.value}** \`${entity.owner.name?.value ?? ''}\` · \`${entity.port}\``;
    case 'label': {
      const { definitions, references } = placesOf(entity, project, from);
      return `\`${entity.key}: ${entity.value}\` · ${say(message`on ${definitions.length} pods, wanted by ${references.length} selectors`)}`;
    }
  }
}

/** How often something is meant. */
export function referenceCount(count: number): Message {
  return count === 1 ? message`1 reference` : message`${count} references`;
}

function detailsOf(object: KubeObject): string {
  const place = `\`${object.file.split('/').slice(-3).join('/')}\``;
  const service = serviceOf(object);
  if (service) {
    const ports = service.ports.map(
      ({ name, port, targetPort }) => `- ${name ? `\`${name.value}\` ` : ''}${port?.value ?? '?'} → ${targetPort?.value ?? port?.value ?? '?'}`,
    );
    return [place, ...ports.slice(0, MOST)].join('\n');
  }
  const pod = workloadOf(object)?.pod;
  if (pod) return [place, ...pod.allContainers.slice(0, MOST).map(({ name, image }) => `- \`${name?.value ?? ''}\` ${image?.value ?? ''}`)].join('\n');
  // Values of Secrets are not shown, only what they are called.
  const keys = dataFields(object).map(({ name }) => `- \`${name}\``);
  return [place, ...keys.slice(0, MOST), ...(keys.length > MOST ? [`- … ${keys.length - MOST}`] : [])].join('\n');
}

function valueOf({ objectKind, key, ...rest }: Extract<Entity, { kind: 'data-key' }>, project: ProjectIndex, from: string): string {
  if (objectKind === 'Secret') return '';
  const [object] = objectsOf({ objectKind, ...rest }, project, from);
  const text = object && dataFields(object).find(({ name }) => name === key)?.value.words;
  if (text === undefined) return '';
  const shown = text.split('\n').slice(0, 10).join('\n').slice(0, 600);
  return `\`\`\`\n${shown}${shown.length < text.length ? '\n…' : ''}\n\`\`\``;
}
