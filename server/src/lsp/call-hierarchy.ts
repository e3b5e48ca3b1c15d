import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyPrepareParams,
  SymbolKind,
} from 'vscode-languageserver';
import { type Step, stepsFrom, stepsTo } from '../engine/navigation/hierarchy';
import { objectAt, symbolAt } from '../engine/navigation/navigate';
import type { KubeObject } from '../model/object';
import type { Session } from './session';
import { pathOf, uriOf } from './uri';

/** Ingress to Service to workload to ConfigMap, as editors show who calls whom. The data of an item is the place of its name. */
export function prepareHierarchy(session: Session, { textDocument, position }: CallHierarchyPrepareParams): CallHierarchyItem[] {
  const file = pathOf(textDocument.uri);
  const offset = session.converterFor(file).lines(file).offset(position.line, position.character);
  // On a reference: what it leads to. Anywhere else: the object around.
  const [target] = symbolAt(session.analysis, file, offset)?.definitions ?? [];
  const object = (target && objectAt(session.analysis, target.file, target.start)) ?? objectAt(session.analysis, file, offset);
  return object ? [toItem(object, session)] : [];
}

export function outgoing(session: Session, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  return stepsOf(session, item, stepsFrom).map(({ to, through }) => ({ to: toItem(to, session), fromRanges: rangesOf(through, session) }));
}

export function incoming(session: Session, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  return stepsOf(session, item, stepsTo).map(({ to, through }) => ({ from: toItem(to, session), fromRanges: rangesOf(through, session) }));
}

function stepsOf(session: Session, { uri, data }: CallHierarchyItem, steps: typeof stepsFrom): Step[] {
  const object = objectAt(session.analysis, pathOf(uri), Number(data));
  return object ? steps(object, session.analysis.project) : [];
}

function toItem(object: KubeObject, session: Session): CallHierarchyItem {
  const converter = session.converterFor(object.file);
  return {
    name: `${object.kind.value}/${object.name?.value ?? ''}`,
    ...(object.namespace && { detail: object.namespace.value }),
    kind: SymbolKind.Object,
    uri: uriOf(object.file),
    range: converter.range(object.value.at),
    selectionRange: converter.range(object.name?.at ?? object.at),
    data: object.at.start,
  };
}

function rangesOf(places: Step['through'], session: Session) {
  return places.map((at) => session.converterFor(at.file).range(at));
}
