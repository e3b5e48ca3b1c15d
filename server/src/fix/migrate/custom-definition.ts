import type { Value } from '../../yaml/value';
import { type Piece, reshape, type Shape } from '../reshape';
import type { Migration } from './migration';

/** Fields that stood for all versions together and stand in each of them now. */
const PER_VERSION = ['validation', 'subresources', 'additionalPrinterColumns', 'version', 'versions', 'preserveUnknownFields', 'conversion', 'scope'];

/** CustomResourceDefinition from `v1beta1` to `v1`: schema, subresources and columns go into every version. */
export function restructureCustomDefinition(root: Value): Migration | undefined {
  const spec = root.get('spec');
  if (spec?.kind !== 'map') return undefined;
  const versions = spec.items('versions');
  if (versions.some(({ kind }) => kind !== 'map') || (versions.length === 0 && !spec.string('version'))) return undefined;
  const scope = spec.get('scope');
  const conversion = spec.get('conversion');
  const shape: Shape = [
    ...spec.fields().flatMap(({ name, value }): Piece[] => (PER_VERSION.includes(name) ? [] : [{ key: name, from: value }])),
    scope ? { key: 'scope', from: scope } : { key: 'scope', data: 'Namespaced' },
    ...(conversion?.kind === 'map' ? [conversionPiece(conversion)] : []),
    { key: 'versions', items: versions.length > 0 ? versions.map((version) => versionShape(spec, version)) : [versionShape(spec, undefined)] },
  ];
  // `v1` asks more of a schema than `v1beta1` did, so somebody should look at it.
  return { edits: [reshape(spec, shape)], exact: false };
}

function versionShape(spec: Value, version: Value | undefined): Shape {
  const name = version?.get('name') ?? spec.get('version');
  const own = (field: string) => version?.get(field) ?? spec.get(field);
  const subresources = own('subresources');
  const columns = own('additionalPrinterColumns');
  return [
    ...(name ? [{ key: 'name', from: name }] : []),
    ...['served', 'storage'].map((field): Piece => {
      const written = version?.get(field);
      return written ? { key: field, from: written } : { key: field, data: true };
    }),
    { key: 'schema', shape: [schemaPiece(spec, version)] },
    ...(subresources ? [{ key: 'subresources', from: subresources }] : []),
    ...(columns && columns.items().length > 0 ? [{ key: 'additionalPrinterColumns', items: columns.items().map(columnShape) }] : []),
  ];
}

function schemaPiece(spec: Value, version: Value | undefined): Piece {
  const schema = version?.get('schema', 'openAPIV3Schema') ?? spec.get('validation', 'openAPIV3Schema');
  // Unless told otherwise, `v1beta1` kept fields that the schema does not name.
  const keepsAll = spec.boolean('preserveUnknownFields')?.value !== false;
  const preserve: Piece[] =
    keepsAll && !schema?.get('x-kubernetes-preserve-unknown-fields') ? [{ key: 'x-kubernetes-preserve-unknown-fields', data: true }] : [];
  if (schema?.kind !== 'map') return { key: 'openAPIV3Schema', shape: [{ key: 'type', data: 'object' }, ...preserve] };
  const fields = schema.fields().map(({ name, value }): Piece => ({ key: name, from: value }));
  return { key: 'openAPIV3Schema', shape: [...(schema.get('type') ? [] : [{ key: 'type', data: 'object' } as const]), ...preserve, ...fields] };
}

function columnShape(column: Value): Shape {
  return column.fields().map(({ name, value }) => ({ key: name === 'JSONPath' ? 'jsonPath' : name, from: value }));
}

function conversionPiece(conversion: Value): Piece {
  const client = conversion.get('webhookClientConfig');
  const reviews = conversion.get('conversionReviewVersions');
  const webhook: Shape = [
    ...(client ? [{ key: 'clientConfig', from: client }] : []),
    reviews ? { key: 'conversionReviewVersions', from: reviews } : { key: 'conversionReviewVersions', data: ['v1beta1'] },
  ];
  const strategy = conversion.get('strategy');
  return { key: 'conversion', shape: [...(strategy ? [{ key: 'strategy', from: strategy }] : []), ...(client ? [{ key: 'webhook', shape: webhook }] : [])] };
}
