import { arrivalOf } from '../../model/copied-module';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'go-module-not-copied',
  summary: 'A build runs where no go.mod lies.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'build',

  *check(build, project) {
    const module = project.moduleOf(build.image.dockerfile);
    const { packages, image, directory } = build;
    // Somebody else's program by its version, and single files that import the standard library alone, need no module.
    if (!module || directory === undefined || packages.some((one) => one.includes('@')) || image.variables.get('GO111MODULE') === 'off') return;
    if (packages.length > 0 && packages.every((one) => one.endsWith('.go')) && module.requires.length === 0) return;
    // In a stage that gets nothing from the build context, something else brings the source.
    const copy = image.copies.find(({ from }) => from === undefined);
    if (!copy || arrivalOf('go.mod', build) !== 'missing' || arrivalOf('go.work', build) !== 'missing') return;
    yield {
      at: build.at,
      message: message`Nothing puts ${'go.mod'} into ${directory} or above it before this runs.`,
      related: [{ at: copy.destinationAt.at, message: message`The build context is copied here.` }],
    };
  },
});
