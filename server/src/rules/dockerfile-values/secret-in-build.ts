import { variableUses } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { knownCredential } from '../practice/credentials';
import { rule } from '../rule';

/** Words at the borders of a name that tell of a secret, and words that tell of none (BuildKit, SecretsUsedInArgOrEnv). */
const SECRET = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)(?:public|file|version)(?:_|$)/i;

export default rule({
  id: 'secret-in-build',
  summary: 'ARG or ENV holds what its name calls a secret.',
  severity: 'warning',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['hadolint:DL3064', 'buildkit:SecretsUsedInArgOrEnv', 'trivy:DS-0031', 'dockle:CIS-DI-0010', 'dockle:DKL-LI-0001'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { keyword, assignments } = instruction;
    if (keyword !== 'ARG' && keyword !== 'ENV') return;
    for (const { name, value } of assignments) {
      const text = value?.value ?? '';
      const known = knownCredential(text);
      if (known && value) {
        yield { at: value.at, message: message`This credential of ${known.issuer} becomes readable for everybody who has the image.` };
        continue;
      }
      if (!SECRET.test(name.value) || HARMLESS.test(name.value)) continue;
      if (keyword === 'ENV' && text === '') continue;
      // What only passes on another variable is reported where that one comes from.
      const passedOn = variableUses(text, dockerfile.escape).some((use) => SECRET.test(use.name) && !HARMLESS.test(use.name));
      if (keyword === 'ARG' && text !== '' && !passedOn)
        yield { at: name.at, message: message`Everybody who has this file knows the default of ${name.value}.` };
      else if (keyword === 'ARG')
        yield {
          at: name.at,
          message: message`The value of ${name.value} stays readable in the image's history; ${'RUN --mount=type=secret'} leaves no trace.`,
        };
      else yield { at: name.at, message: message`The value of ${name.value} becomes part of the image; a Secret gives it to the container instead.` };
    }
  },
});
