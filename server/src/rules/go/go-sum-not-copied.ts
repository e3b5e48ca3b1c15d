import { arrivalOf, moduleCopy } from '../../model/copied-module';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'go-sum-not-copied',
  summary: 'A build has go.mod without go.sum beside it.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'build',

  *check(build, project) {
    const { dockerfile } = build.image;
    const module = project.moduleOf(dockerfile);
    // Without requirements there is no go.sum; a vendor folder and `-mod=mod` need none.
    if (!module || module.requires.length === 0 || arrivalOf('go.sum', build) !== 'missing' || arrivalOf('go.mod', build) !== 'copied') return;
    const mod = build.flags.get('-mod');
    if (mod === 'mod' || mod === 'vendor' || build.image.copies.some(({ sources }) => sources.some(({ value }) => /(?:^|\/)vendor\/?$/.test(value)))) return;
    const copy = moduleCopy(build.image);
    const written = copy?.sources.find(({ value }) => /(?:^|\/)go\.mod$/.test(value));
    const sum = written && `${written.value.slice(0, -'go.mod'.length)}go.sum`;
    const canAdd = copy?.intoDirectory && !copy.instruction.json;
    yield {
      at: written?.at ?? build.at,
      message: message`${'go.mod'} is copied without ${'go.sum'}, so the build cannot check what it downloads.`,
      related: [{ at: build.at, message: message`The program is built here.` }],
      ...(canAdd &&
        sum && { fix: { title: message`Copy ${sum} as well`, safe: false, edits: [{ at: { ...written.at, start: written.at.end }, text: ` ${sum}` }] } }),
    };
  },
});
