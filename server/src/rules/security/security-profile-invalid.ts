import { removeField, setField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'security-profile-invalid',
  summary: 'A seccomp or AppArmor profile without its file, or with one that is not asked for.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ value, allContainers }) {
    for (const holder of [value, ...allContainers.map((container) => container.value)]) {
      for (const field of ['seccompProfile', 'appArmorProfile']) {
        const profile = holder.given('securityContext', field);
        if (profile?.kind === 'map') yield* checkProfile(profile, field);
      }
    }
  },
});

function* checkProfile(profile: Value, field: string): Iterable<Finding> {
  const type = profile.string('type');
  const file = profile.given('localhostProfile');
  const path = profile.string('localhostProfile')?.value;
  if (!type || isTemplated(type.value)) return;
  if (type.value === 'Localhost') {
    if (!file || path === '') yield { at: type.at, message: message`A profile of the type ${'Localhost'} needs ${'localhostProfile'}.` };
    else if (field === 'seccompProfile' && path !== undefined && !isTemplated(path) && (path.startsWith('/') || path.split('/').includes('..')))
      yield { at: file.at, message: message`The path ${path} has to be relative and stay inside the folder of profiles.` };
  } else if (file && path !== '') {
    yield {
      at: file.keyAt,
      message: message`A file for the profile goes with the type ${'Localhost'}, not with ${type.value}.`,
      fix: [
        { title: message`Remove ${'localhostProfile'}`, safe: false, edits: [removeField(file)] },
        { title: message`Use the type ${'Localhost'}`, safe: false, edits: setField(profile, ['type'], 'Localhost') },
      ],
    };
  }
}
