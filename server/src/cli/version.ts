import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the rules' pages can be read. */
export const PAGE_URL = 'https://github.com/seaworthy-dev/seaworthy/blob/main/docs/rules';

/** The version in package.json, which lies one folder above the bundle. */
export function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
