import { message } from '../../text/message';
import { readMemoryLimit } from '../environment/gomemlimit';
import { rule } from '../rule';

export default rule({
  id: 'image-runtime-setting-malformed',
  summary: 'ENV sets GOMEMLIMIT or GOMAXPROCS to something that the Go runtime cannot read.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check({ environment }) {
    const memory = environment.get('GOMEMLIMIT');
    if (memory && readMemoryLimit(memory.value) === undefined) {
      const meant = /^(\d+)\s*([KMGT])i?[bB]?$/i.exec(memory.value);
      const text = meant ? `${meant[1]}${(meant[2] as string).toUpperCase()}iB` : undefined;
      yield {
        at: memory.at,
        message: message`${memory.value} is no GOMEMLIMIT: a whole number with ${['B', 'KiB', 'MiB', 'GiB', 'TiB']} or nothing behind it is expected.`,
        ...(text !== undefined && { fix: { title: message`Use ${text}`, safe: false, edits: [{ at: memory.at, text }] } }),
      };
    }
    const threads = environment.get('GOMAXPROCS');
    // runtime/proc.go, schedinit: a whole number above 0, or it does not count.
    if (threads && threads.value !== '' && !(/^\d+$/.test(threads.value) && Number(threads.value) > 0)) {
      yield { at: threads.at, severity: 'warning', message: message`${threads.value} is no GOMAXPROCS: only a whole number above 0 counts.` };
    }
  },
});
