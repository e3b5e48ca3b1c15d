import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'expose-protocol-casing',
  summary: 'The protocol in EXPOSE is written in capitals.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['buildkit:ExposeProtoCasing'],
  scope: 'instruction',

  *check({ instruction: { keyword, words } }) {
    if (keyword !== 'EXPOSE') return;
    for (const { source, at } of words) {
      const protocol = /\/(tcp|udp|sctp)$/i.exec(source)?.[1];
      if (protocol === undefined || protocol === protocol.toLowerCase()) continue;
      const place = { ...at, start: at.end - protocol.length };
      const fix = { title: message`Write ${protocol.toLowerCase()}`, safe: true, edits: [{ at: place, text: protocol.toLowerCase() }] };
      yield { at: place, message: message`Protocols are written in small letters, ${protocol.toLowerCase()}.`, fix };
    }
  },
});
