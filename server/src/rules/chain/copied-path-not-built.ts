import type { Stage } from '../../docker/dockerfile';
import { builtFiles, goBuilds } from '../../model/go-build';
import { buildImage, type Copy, type Image } from '../../model/image';
import { isOpaque } from '../../model/image-contents';
import { isOpaqueBuilder, landedBuilds, presenceOf, stageOf } from '../../model/image-files';
import { message } from '../../text/message';
import { baseName, isBelow, resolvePath } from '../../text/path';
import { rule } from '../rule';

export default rule({
  id: 'copied-path-not-built',
  summary: 'COPY takes a program from a build stage that puts it somewhere else.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'dockerfile',

  *check({ dockerfile }, project) {
    const module = project.moduleOf(dockerfile)?.path?.value;
    for (const stage of dockerfile.stages) {
      const image = buildImage(dockerfile, stage);
      for (const copy of image.copies.filter((one) => one.stage === stage)) {
        const source = stageOf(image, copy);
        const built = source && builtIn(source, image, module);
        if (!source || !built || takesSome(copy, built)) continue;
        // Some other copy may take the program; then this one is after something else.
        if (landedBuilds(image, module).some(({ build }) => build.stage === source)) continue;
        for (const { value, at } of copy.sources) {
          const path = resolvePath('/', value);
          if (!mayBeProgram(path, built) || presenceOf(withoutContext(buildImage(dockerfile, source)), path, module) !== 'missing') continue;
          const same = built.filter((one) => baseName(one) === baseName(path));
          const [only, ...others] = same.length > 0 ? same : built;
          const build = goBuilds(dockerfile).find((one) => one.stage === source);
          yield {
            at,
            message: message`The stage builds ${built}, and nothing there makes ${path}.`,
            ...(build && { related: [{ at: build.output?.at ?? build.at, message: message`The program is built here.` }] }),
            ...(only !== undefined && others.length === 0 && { fix: { title: message`Copy ${only}`, safe: false, edits: [{ at, text: only }] } }),
          };
        }
      }
    }
  },
});

/** What the builds of a stage write; undefined where that is not known in full. */
function builtIn(stage: Stage, { dockerfile }: Image, module: string | undefined): readonly string[] | undefined {
  const source = buildImage(dockerfile, stage);
  const builds = goBuilds(dockerfile).filter((build) => source.lineage.includes(build.stage));
  const files = builds.map((build) => builtFiles(build, module));
  if (builds.length === 0 || files.some((one) => one === undefined || one.length === 0) || isOpaqueBuilder(source)) return undefined;
  return [...new Set(files.flatMap((one) => one ?? []))];
}

function takesSome({ sources }: Copy, built: readonly string[]): boolean {
  return sources.some(({ value }) => /[*?$]/.test(value) || built.some((file) => isBelow(resolvePath('/', value), file)));
}

/** A path without ending, close to where the program is built or of its name: something that ought to be the program. */
function mayBeProgram(path: string, built: readonly string[]): boolean {
  if (/\.\w+$|\/$/.test(path) || /^\/(?:etc|usr\/(?:share|lib)|lib|lib64|go\/pkg)(?:\/|$)/.test(path)) return false;
  return built.some((file) => baseName(file) === baseName(path)) || /^(?:app|main|server|bin|program|service|api|web)$/.test(baseName(path));
}

/** What comes from the build context may hold a file of that name, but hardly a program: it is not looked at. */
function withoutContext(image: Image): Image {
  return isOpaque(image)
    ? image
    : { ...image, copies: image.copies.filter(({ from }) => from !== undefined), base: image.base && { ...image.base, missingTools: 'all' } };
}
