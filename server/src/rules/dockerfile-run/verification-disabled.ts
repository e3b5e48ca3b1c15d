import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

/** Variables that switch the check of certificates off, and the values that do. */
const VARIABLES: Readonly<Record<string, { readonly value: RegExp; readonly program: string }>> = table({
  NODE_TLS_REJECT_UNAUTHORIZED: { value: /^0$/, program: 'Node.js' },
  PYTHONHTTPSVERIFY: { value: /^0$/, program: 'Python' },
  GIT_SSL_NO_VERIFY: { value: /^(?:1|true|yes|on)$/i, program: 'git' },
  NPM_CONFIG_STRICT_SSL: { value: /^(?:0|false)$/i, program: 'npm' },
  npm_config_strict_ssl: { value: /^(?:0|false)$/i, program: 'npm' },
  GOINSECURE: { value: /^\*$/, program: 'go' },
});

export default rule({
  id: 'verification-disabled',
  summary: 'A variable switches the check of certificates off for the build, or for good.',
  severity: 'warning',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['checkov:CKV2_DOCKER_5', 'checkov:CKV2_DOCKER_6', 'checkov:CKV2_DOCKER_13'],
  scope: 'instruction',

  *check({ instruction: { keyword, assignments } }) {
    if (keyword !== 'ENV' && keyword !== 'ARG') return;
    for (const { name, value } of assignments) {
      const known = VARIABLES[name.value];
      if (!known || !value || !known.value.test(value.value)) continue;
      const at = { ...name.at, end: value.at.end };
      if (keyword === 'ENV') yield { at, message: message`With this, ${known.program} trusts whoever answers, also in every container of the image.` };
      else yield { at, message: message`With this, ${known.program} trusts whoever answers while the image is built.` };
    }
  },
});
