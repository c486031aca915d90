import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostileRequest } from './request.js';

const INLINE_BYTES = 300;

/** One line for a shell that sends the request again; what is long or binary is put into a file of `directory` beside. */
export function reproduction(hostile: HostileRequest, directory: string): string {
  const { baseUrl, method, target, headers, body, from, delivery, number } = hostile;
  if (delivery === 'raw') {
    const { hostname, port } = new URL(baseUrl);
    return `nc -q 1 ${hostname} ${port} < ${kept(body ?? Buffer.alloc(0), directory, number)}`;
  }
  const given = headers.map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`);
  return [
    'curl -i --path-as-is',
    ...(from === '127.0.0.1' ? [] : [`--interface ${from}`]),
    method === 'HEAD' ? '-I' : `-X ${method}`,
    ...given,
    ...(body === undefined ? [] : [bodyOption(body, directory, number)]),
    quoted(`${baseUrl}${target}`),
  ].join(' ');
}

function bodyOption(body: Buffer, directory: string, number: number): string {
  const text = body.toString('utf8');
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  const inline = body.length <= INLINE_BYTES && Buffer.from(text).equals(body) && !/[\u0000-\u001f]|^@/.test(text);
  return `--data-binary ${inline ? quoted(text) : `@${kept(body, directory, number)}`}`;
}

function kept(body: Buffer, directory: string, number: number): string {
  const file = join(directory, `${number}.bin`);
  writeFileSync(file, body);
  return file;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
