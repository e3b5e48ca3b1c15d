import { isInFinalImage } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Files that hold nothing but credentials, by their customary names. */
const KEY_FILE =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.git-credentials|\.pgpass|\.aws\/credentials|\.docker\/config\.json|\.kube\/config|kubeconfig)$/;

export default rule({
  id: 'key-file-copied',
  summary: 'A file of keys or passwords is copied into an image.',
  severity: 'warning',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, stage, instruction }) {
    const { keyword, json, words } = instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || !stage) return;
    const isFinal = isInFinalImage(dockerfile, stage);
    for (const source of (json ?? words).slice(0, -1)) {
      if (!KEY_FILE.test(source.value)) continue;
      yield {
        at: source.at,
        ...(!isFinal && { severity: 'info' as const }),
        message: isFinal
          ? message`Whoever can pull the image reads ${source.value}; ${'RUN --mount=type=secret'} lends it to one command.`
          : message`The build cache keeps ${source.value}; ${'RUN --mount=type=secret'} lends it to one command.`,
      };
    }
  },
});
