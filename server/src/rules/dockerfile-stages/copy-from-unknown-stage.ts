import { OFFICIAL_IMAGES } from '../../model/docker/known-images';
import { type StageReference, stageReferences } from '../../model/docker/stage-facts';
import type { SourceDocument } from '../../model/document';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'copy-from-unknown-stage',
  summary: 'COPY --from or RUN --mount takes files from a stage that does not exist above it.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3022'],
  scope: 'dockerfile',

  *check({ dockerfile }, project) {
    for (const reference of stageReferences(dockerfile)) {
      const { kind, name, stage, target } = reference;
      if (kind === 'from' || target === stage) continue;
      if (target && target.index > stage.index) {
        yield {
          at: name.at,
          message: message`The stage ${name.value} stands below this one, so its files do not exist yet.`,
          related: [{ at: target.name?.at ?? target.base.at, message: message`It begins here.` }],
        };
      } else if (!target && !isContext(name.value, project.documentsOf('compose'))) yield* checkUnknown(reference, dockerfile.stages);
    }
  },
});

function* checkUnknown({ name, stage }: StageReference, stages: readonly StageReference['stage'][]): Iterable<Finding> {
  const { value, at } = name;
  const earlier = stages.filter(({ index }) => index < stage.index);
  if (/^\d+$/.test(value)) {
    yield { at, message: message`There is no stage ${value}; the first has the number 0, and above this one there are ${earlier.length}.` };
    return;
  }
  // With a slash, a colon or a dot it is the name of an image.
  if (!/^[A-Za-z][\w-]*$/.test(value) || OFFICIAL_IMAGES.has(value)) return;
  const near = suggest(
    value,
    earlier.flatMap((one) => one.name?.value ?? []),
  );
  const fix = near.map((other): Fix => ({ title: message`Replace it with ${other}`, safe: false, edits: [{ at, text: other }] }));
  const said = message`No stage above is called ${value}, so Docker looks for an image of that name.`;
  yield near.length > 0 ? { at, message: said, fix } : { at, message: said, severity: 'warning' };
}

/** A further build context that a Compose file gives under that name. */
function isContext(name: string, documents: readonly SourceDocument[]): boolean {
  return documents.some(({ root }) =>
    root?.fields('services').some(({ value }) => value.fields('build', 'additional_contexts').some((field) => field.name === name)),
  );
}
