import { candidatesIn } from '../engine/navigation/chain-ends';
import { setImage } from '../engine/write-settings';
import type { Edit } from '../text/edit';
import { folderOf, relativePath } from '../text/path';
import type { ImageChoice, LinkImage } from './requests';
import type { Session } from './session';
import { pathOf } from './uri';

/** The images of a document that the workspace may build, each with the Dockerfiles to choose from, the likeliest first. */
export function imageChoices(session: Session, uri: string): ImageChoice[] {
  const show = (path: string) => relativePath(rootOf(session, path), path);
  return candidatesIn(session.analysis, pathOf(uri)).map(({ image, link, candidates }) => ({
    image,
    reason: link?.reason,
    current: link && show(link.dockerfile.file),
    candidates: candidates.map((one) => ({ label: show(one.file), path: one.file })),
  }));
}

/** The edits that state in the configuration what an image is built from; where there is none, one is made. */
export function linkImage(session: Session, { uri, image, dockerfile }: LinkImage): Edit[] {
  const file = pathOf(uri);
  const configuration = session.analysis.configurationOf(file) ?? `${rootOf(session, file) || folderOf(file)}/.seaworthy.yaml`;
  const text = session.workspace.textOf(configuration) ?? '';
  return setImage(configuration, text, image, relativePath(folderOf(configuration), dockerfile));
}

function rootOf(session: Session, path: string): string {
  return session.workspace.folders.find((folder) => path.startsWith(`${folder}/`)) ?? '';
}
