import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { referenceCount } from '../engine/navigation/describe';
import { mentionsOf } from '../engine/navigation/mentions';
import { isRehearsed, rehearseObject, STAGE_NAMES } from '../engine/rehearsal';
import type { KubeObject } from '../model/object';
import { message } from '../text/message';
import { chainLenses } from './chain-lens';
import type { Session } from './session';
import type { Converter } from './to-lsp';
import { pathOf, uriOf } from './uri';

/** Commands that lenses ask for; the client carries them out. */
export const SHOW_REFERENCES = 'seaworthy.showReferences';
export const REHEARSE = 'seaworthy.rehearse';

/** What a lens needs to be worked out when it comes into view. */
export interface LensData {
  readonly kind: 'references' | 'rehearsal';
  readonly file: string;
  readonly offset: number;
}

/** Above an object that others mean: who does. Above every workload: how deploying it would go. Worked out by `resolveLens`. */
export function codeLenses(session: Session, { textDocument }: CodeLensParams): CodeLens[] {
  const file = pathOf(textDocument.uri);
  const converter = session.converterFor(file);
  const ofObjects = session.analysis.documentsOf(file).flatMap(({ objects }) =>
    objects.flatMap((object) => {
      // Above its first line, whatever key that is.
      const { start } = object.value.at;
      const range = converter.range({ file, start, end: start });
      const lens = (kind: LensData['kind']): CodeLens => ({ range, data: { kind, file, offset: start } satisfies LensData });
      const isMeant = object.name !== undefined && mentionsOf(object, session.analysis.project).places.length > 0;
      return [...(isMeant ? [lens('references')] : []), ...(isRehearsed(object) ? [lens('rehearsal')] : [])];
    }),
  );
  return [...ofObjects, ...chainLenses(session, textDocument.uri)];
}

export function resolveLens(session: Session, lens: CodeLens): CodeLens {
  if (lens.command) return lens;
  const { kind, file, offset } = lens.data as LensData;
  const object = session.analysis
    .documentsOf(file)
    .flatMap(({ objects }) => objects)
    .find((one) => one.value.at.start === offset);
  const converter = session.converterFor(file);
  if (!object) return { ...lens, command: { title: '', command: '' } };
  return { ...lens, command: kind === 'references' ? referenceCommand(object, session, converter, lens) : rehearsalCommand(object, session, converter) };
}

function referenceCommand(object: KubeObject, session: Session, converter: Converter, { range }: CodeLens) {
  const { named, services, places } = mentionsOf(object, session.analysis.project);
  const count = referenceCount(named);
  const parts = [...(services.length > 0 ? [message`selected by Service ${services}`] : []), ...(named > 0 ? [count] : [])];
  const title = parts
    .map((part) => converter.say(part))
    .join(' · ')
    .replaceAll('`', '');
  const locations = places.map((at) => ({ uri: uriOf(at.file), range: session.converterFor(at.file).range(at) }));
  return places.length === 0 || !session.canDo(SHOW_REFERENCES)
    ? { title, command: '' }
    : { title, command: SHOW_REFERENCES, arguments: [uriOf(object.file), range.start, locations] };
}

function rehearsalCommand(object: KubeObject, session: Session, converter: Converter) {
  const rehearsal = rehearseObject(object, session.analysis.project, (file) => session.reportsOf(file));
  if (!rehearsal) return { title: '', command: '' };
  const { breaksAt } = rehearsal;
  const title = converter.say(breaksAt === undefined ? message`rehearsal: would run` : message`rehearsal: breaks at ${STAGE_NAMES[breaksAt]}`);
  return { title, command: session.canDo(REHEARSE) ? REHEARSE : '', arguments: [uriOf(object.file), object.kind.value, object.name?.value ?? ''] };
}
