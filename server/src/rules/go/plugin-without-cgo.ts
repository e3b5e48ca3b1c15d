import { runningBuild } from '../../model/image-files';
import { message } from '../../text/message';
import { buildWithCgo } from '../chain/cgo-remedy';
import { rule } from '../rule';

export default rule({
  id: 'plugin-without-cgo',
  summary: 'A program loads plugins and is built without cgo, which plugins need.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const program = project.programOf(image);
    const build = runningBuild(image, program?.module.path?.value)?.build;
    const found = program?.sources.flatMap(({ imports }) => imports).find(({ value }) => value === 'plugin');
    if (build?.cgo !== false || !found) return;
    const remedy = buildWithCgo(build, image);
    yield {
      at: build.cgoSetting?.at ?? build.at,
      message: message`Without cgo, the package ${'plugin'} is not implemented.`,
      related: [{ at: found.at, message: message`The package is imported here.` }],
      ...(remedy && { fix: { title: remedy.title, safe: false, edits: remedy.edits } }),
    };
  },
});
