import { insertLinesBelow } from '../../fix/docker-lines';
import { stageWith } from '../../model/copied-data';
import type { Image } from '../../model/image';
import { hasTimeZones, hasTool } from '../../model/image-contents';
import { runningBuild } from '../../model/image-files';
import { importOf } from '../../model/program';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'time-zones-missing',
  summary: 'A program loads a time zone, and its image has no time zones.',
  severity: 'error',
  stage: 'run',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const program = project.programOf(image);
    const zones = program?.timeZones.filter(({ value }) => !/^(?:|UTC|Local)$/.test(value)) ?? [];
    if (!program || zones.length === 0 || hasTimeZones(image) !== false || importOf(program, 'time/tzdata')) return;
    // The tag compiles the zones in; a build that is not seen may have it.
    const build = runningBuild(image, program.module.path?.value)?.build;
    if (!build || build.tags.includes('timetzdata') || (build.flags.has('-tags') && build.flags.get('-tags') === undefined)) return;
    for (const zone of zones) {
      yield {
        at: zone.at,
        message: message`The image has no time zones, so ${zone.value} cannot be loaded.`,
        related: [{ at: (image.lineage.at(-1) ?? image.stage).base.at, message: message`The image is made from this one.` }],
        ...fixFor(image),
      };
    }
  },
});

function fixFor(image: Image): Pick<Finding, 'fix'> {
  const { dockerfile, stage } = image;
  if (hasTool(image, 'apk') === true) {
    return { fix: { title: message`Install ${'tzdata'}`, safe: false, edits: [insertLinesBelow(dockerfile, stage.from, ['RUN apk add --no-cache tzdata'])] } };
  }
  const from = stageWith(image, (other) => (other.base?.libc === 'glibc' ? hasTimeZones(other) : undefined));
  if (from === undefined) return {};
  const line = `COPY --from=${from} /usr/share/zoneinfo /usr/share/zoneinfo`;
  return { fix: { title: message`Copy the time zones from ${from}`, safe: false, edits: [insertLinesBelow(dockerfile, stage.from, [line])] } };
}
