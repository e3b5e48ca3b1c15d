import { insertField, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { entriesOf, isSet } from './entries';

const MODES = ['Never', 'IfAvailable', 'Always'];
const GROUP = 'client.authentication.k8s.io';

export default rule({
  id: 'kubeconfig-user-incomplete',
  summary: 'A way to log in lacks a part that kubectl needs.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kubeconfig'],

  *check(document) {
    for (const { content, at } of entriesOf(document, 'users')) {
      if (!content) continue;
      const certificate = ['client-certificate', 'client-certificate-data'].find((key) => isSet(content, key));
      if (certificate !== undefined && !isSet(content, 'client-key') && !isSet(content, 'client-key-data')) {
        yield { at: content.get(certificate)?.keyAt ?? at, message: message`${certificate} needs ${'client-key'} or ${'client-key-data'} beside it.` };
      }
      const exec = content.given('exec');
      if (exec?.kind === 'map') yield* checkExec(exec);
    }
  },
});

/** tools/clientcmd/validation.go, validateAuthInfo; only `v1` wants an interactive mode, older versions have a default. */
function* checkExec(exec: Value): Iterable<Finding> {
  if (!isSet(exec, 'command')) yield { at: exec.keyAt, message: message`${'exec'} does not say which ${'command'} to run.` };
  if (!isSet(exec, 'apiVersion')) {
    const version = isSet(exec, 'interactiveMode') ? `${GROUP}/v1` : `${GROUP}/v1beta1`;
    const fix = { title: message`Add ${`apiVersion: ${version}`}`, safe: false, edits: [insertField(exec, 'apiVersion', version)] };
    yield { at: exec.keyAt, message: message`${'exec'} does not say its ${'apiVersion'}.`, fix: exec.get('apiVersion') ? [] : fix };
  }
  const mode = exec.given('interactiveMode');
  if (exec.string('apiVersion')?.value === `${GROUP}/v1` && !mode) {
    const fix = { title: message`Add ${'interactiveMode: IfAvailable'}`, safe: false, edits: [insertField(exec, 'interactiveMode', 'IfAvailable')] };
    yield { at: exec.keyAt, message: message`Version v1 of ${'exec'} needs an ${'interactiveMode'}.`, fix: exec.get('interactiveMode') ? [] : fix };
  }
  const words = mode?.words;
  if (!mode || words === undefined || MODES.includes(words)) return;
  const [near] = suggest(words, MODES);
  yield {
    at: mode.at,
    message: message`${words} is no interactive mode; there are ${MODES}.`,
    ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: true, edits: [replaceValue(mode, near)] } }),
  };
}
