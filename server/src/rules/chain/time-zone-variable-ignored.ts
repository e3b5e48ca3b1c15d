import { hasTimeZones } from '../../model/image-contents';
import { importOf } from '../../model/program';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'time-zone-variable-ignored',
  summary: 'TZ names a time zone that the image does not hold, so the program stays with UTC.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, image, container }) {
    const zone = container.environment.find(({ name }) => name?.value === 'TZ')?.literal ?? image.environment.get('TZ');
    if (!program || !zone || !/^[A-Z][\w+-]*\/[\w/+-]+$/.test(zone.value) || /^Etc\/(?:UTC|GMT|Zulu)$/.test(zone.value)) return;
    if (hasTimeZones(image) !== false || importOf(program, 'time/tzdata')) return;
    // A volume may bring the zones.
    if (container.mounts.some(({ path }) => path?.value.startsWith('/usr/share/zoneinfo') || path?.value === '/etc/localtime')) return;
    yield {
      at: zone.at,
      message: message`The image has no time zones, so Go passes ${zone.value} over and keeps to UTC.`,
      related: [{ at: (image.lineage.at(-1) ?? image.stage).base.at, message: message`The image is made from this one.` }],
    };
  },
});
