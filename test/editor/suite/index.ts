import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** VS Code calls this inside its extension host; the tests have failed where it rejects. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'spec', color: false, slow: 5000, grep: process.env.SEAWORTHY_GREP ?? '' });
  const own = readdirSync(__dirname).filter((file) => file.endsWith('.cjs') && file !== 'index.cjs' && file !== 'editor.cjs');
  for (const file of own.sort()) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
