import { replaceSource, replaceValue } from '../../fix/fields';
import { quoted } from '../../fix/write-yaml';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';
import { type Fields, KUSTOMIZATION, type Shape, shapeOf } from './fields';

export default rule({
  id: 'kustomization-type-wrong',
  summary: 'A field of a kustomization holds another type than kustomize reads.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kustomization'],

  *check({ root }) {
    if (root?.kind === 'map') yield* inMap(root, KUSTOMIZATION);
  },
});

function* inMap(map: Value, fields: Fields): Iterable<Finding> {
  for (const { name, value } of map.fields()) {
    const shape = shapeOf(fields, name);
    if (shape !== undefined && shape !== 'any' && value.kind !== 'null') yield* inValue(value, shape);
  }
}

function* inValue(value: Value, shape: Shape): Iterable<Finding> {
  const isList = shape === 'texts' || Array.isArray(shape);
  if (isList && value.kind !== 'list') {
    const fix = shape === 'texts' && value.kind === 'string' ? inList(value) : undefined;
    yield { at: value.kind === 'map' ? value.keyAt : value.at, message: message`A list belongs here.`, ...(fix && { fix }) };
  } else if (shape === 'texts') for (const item of value.items()) yield* inText(item);
  else if (shape === 'text') yield* inText(value);
  else if (shape === 'flag' && value.kind !== 'boolean') yield { at: placeOf(value), message: message`${'true'} or ${'false'} belongs here.` };
  else if (shape === 'number' && value.kind !== 'number') yield { at: placeOf(value), message: message`A number belongs here.` };
  else if (shape === 'map') yield* inTexts(value);
  else if (Array.isArray(shape)) for (const item of value.items()) if (item.kind === 'map') yield* inMap(item, shape[0] as Fields);
  if (typeof shape === 'object' && !Array.isArray(shape)) {
    if (value.kind === 'map') yield* inMap(value, shape as Fields);
    else yield { at: placeOf(value), message: message`Keys and values belong here.` };
  }
}

function* inText(value: Value): Iterable<Finding> {
  if (value.kind === 'string' || value.kind === 'null') return;
  const fix = asText(value);
  yield {
    at: placeOf(value),
    message: fix ? message`A text belongs here, and ${value.words ?? ''} without quotes is none.` : message`A text belongs here.`,
    ...(fix && { fix }),
  };
}

function* inTexts(value: Value): Iterable<Finding> {
  if (value.kind !== 'map') yield { at: placeOf(value), message: message`Keys and values belong here.` };
  for (const field of value.fields()) yield* inText(field.value);
}

function asText(value: Value): Fix | undefined {
  const { words } = value;
  return words === undefined ? undefined : { title: message`Put ${words} in quotes`, safe: true, edits: [replaceSource(value, quoted(words))] };
}

function inList(value: Value): Fix {
  return { title: message`Make it a list`, safe: true, edits: [replaceValue(value, [value.words ?? ''])] };
}

function placeOf(value: Value): Value['at'] {
  return value.kind === 'map' || value.kind === 'list' ? value.headAt : value.at;
}
