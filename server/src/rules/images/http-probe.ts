import { renameKey, replaceValue } from '../../fix/fields';
import type { Data } from '../../fix/write-yaml';
import type { Handler } from '../../model/container';
import { message } from '../../text/message';
import type { Fix } from '../rule';

/** An exec probe that asks the container's own HTTP server, as a probe that the kubelet makes itself. */
export function httpProbe({ value }: Handler, command: string): Fix | undefined {
  const match = /(?:^|[\s"'])(?:(https?):\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(\/[\w./%-]*)?(?=$|[\s"'|&;])/.exec(command);
  if (!match || !/\b(?:curl|wget)\b/.test(command)) return undefined;
  const scheme = match[1] === 'https' ? 'HTTPS' : undefined;
  const port = match[2] === undefined ? (scheme ? 443 : 80) : Number(match[2]);
  const data: Data = { path: match[3] ?? '/', port, ...(scheme && { scheme }) };
  return { title: message`Let the kubelet ask by HTTP`, safe: false, edits: [renameKey({ at: value.keyAt }, 'httpGet'), replaceValue(value, data)] };
}
