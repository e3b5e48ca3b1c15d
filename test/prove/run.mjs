// Compares our reader with the one that kubectl uses, which needs Go and, the first time, its module proxy.
import { spawnSync } from 'node:child_process';

if (spawnSync('go', ['version']).status === 0) {
  process.env.PROVE = '1';
  process.argv.push('prove/');
  await import('../run.mjs');
} else {
  process.stdout.write('There is no Go here, so there is nothing to compare with.\n');
}
