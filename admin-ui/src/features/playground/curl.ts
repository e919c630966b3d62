import type { components } from '../../api/schema';

type ShownCall = components['schemas']['ShownCall'];

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The call as a command for a shell, sent to `url`. */
export function curlOf(call: ShownCall, url: string): string {
  const headers = call.headers.map(({ name, value }) => `-H ${quoted(`${name}: ${value}`)}`);
  const parts = [`curl -sS ${quoted(url)}`, ...headers, `--data-raw ${quoted(call.body)}`];
  return parts.join(' \\\n  ');
}
