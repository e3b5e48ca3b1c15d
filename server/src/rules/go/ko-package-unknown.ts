import { replaceValue } from '../../fix/fields';
import type { KoPackage } from '../../model/links/ko-images';
import type { Project } from '../../model/project';
import { slipsBetween, suggest } from '../../schema/suggest';
import { type Message, message } from '../../text/message';
import { baseName } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'ko-package-unknown',
  summary: 'An image for ko names a package that is no Go program of the workspace.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ image, value }, project) {
    const found = image && project.koPackage(image.value);
    const written = value.get('image');
    if (!found || found.program || !written) return;
    const meant = nearest(found);
    if (found.group ? !isSeen(found, project) : !isTypo(found, meant)) return;
    yield {
      at: image.at,
      message: say(found),
      ...(meant !== undefined && { fix: { title: message`Use ${meant}`, safe: false, edits: [replaceValue(written, `ko://${meant}`)] } }),
    };
  },
});

/** False where files that nobody looked at may hold the program. */
function isSeen({ directory }: KoPackage, project: Project): boolean {
  return directory !== undefined && ['main.go', 'doc.go'].every((name) => project.hasFile(`${directory}/${name}`) !== undefined);
}

/** Outside of the modules of the workspace ko can build what the module graph holds: only a slip is one. */
function isTypo({ importPath }: KoPackage, meant: string | undefined): boolean {
  return meant !== undefined && slipsBetween(importPath, meant) <= 2;
}

/** The program that is meant: the one whose path is nearly the same, or the only one of the same last part. */
function nearest({ importPath, programs }: KoPackage): string | undefined {
  const [near] = suggest(importPath, programs);
  const same = programs.filter((path) => baseName(path) === baseName(importPath));
  return near ?? (same.length === 1 ? same[0] : undefined);
}

function say({ importPath, packageName, group }: KoPackage): Message {
  if (packageName !== undefined) return message`ko makes images of programs, and ${importPath} is the package ${packageName}.`;
  return group ? message`The module ${group.module.path?.value ?? ''} has no package ${importPath}.` : message`No module here has a package ${importPath}.`;
}
