import { contextSources } from '../../model/docker/build-context';
import { builtFiles, type GoBuild } from '../../model/go-build';
import { type Landed, landedBuilds } from '../../model/image-files';
import { startOf } from '../../model/image-start';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { baseName, isBelow, resolvePath } from '../../text/path';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'build-output-is-folder',
  summary: 'go build is told to write to a path that is a folder of the sources, and so puts the program inside.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const module = project.moduleOf(image.dockerfile)?.path?.value;
    const started = startOf(image)?.program;
    for (const landed of landedBuilds(image, module)) {
      const { build, path, copy } = landed;
      const { output } = build;
      if (!output || build.intoDirectory || path === undefined || path !== started) continue;
      const folder = folderIn(project, build, output.value);
      if (folder === undefined) continue;
      const [inside] = builtFiles({ ...build, intoDirectory: true }, module) ?? [];
      yield {
        at: output.at,
        message:
          inside === undefined
            ? message`${folder} is a folder of the sources, so the program is put inside, and ${path} is no program.`
            : message`${folder} is a folder of the sources, so the program becomes ${inside}, and ${path} is no program.`,
        ...(copy && { related: [{ at: copy.destinationAt.at, message: message`The folder is copied here.` }] }),
        ...fixFor(landed),
      };
    }
  },
});

/** The folder of the build context that lies at a path of the image where a build runs. */
function folderIn(project: Project, { image }: GoBuild, path: string): string | undefined {
  const context = project.contextOf(image.dockerfile);
  const name = baseName(path);
  // Something else than the copies may have taken the folder away, or made it.
  if (
    !context ||
    contextSources(image.dockerfile).length === 0 ||
    image.commands.some(({ words }) => words.some(({ value }) => value.includes(name) && !value.startsWith('-')))
  )
    return undefined;
  for (const { from, sources, destination } of image.copies) {
    if (from || !isBelow(destination, path)) continue;
    for (const { value } of sources) {
      if (/[$*?]/.test(value)) continue;
      const source = resolvePath(value.replace(/^\/+/, '') || '.', path.slice(destination === '/' ? 1 : destination.length + 1)).replace(/^\.\//, '');
      const full = resolvePath(context.folder, source);
      // A folder that git leaves out lies on one machine and not on the next.
      if (context.kindOf(source) === 'folder' && !context.excluderOf(source) && project.hasFile(`${full}/x.go`) === false) return `${source}/`;
    }
  }
  return undefined;
}

function fixFor({ build, copy }: Landed): { fix?: Fix } {
  const { output } = build;
  const source = copy?.sources.find(({ value }) => value === output?.value);
  if (!output || !source || build.at.file !== output.at.file) return {};
  const target = `/out/${baseName(output.value)}`;
  return {
    fix: {
      title: message`Write the program to ${target}`,
      safe: false,
      edits: [
        { at: output.at, text: target },
        { at: source.at, text: target },
      ],
    },
  };
}
