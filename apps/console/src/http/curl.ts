export interface CurlRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  body?: unknown;
  /** Adds what makes the answer a stream and curl print it as it comes. */
  stream?: boolean;
  accept?: string;
}

/** Stands for the key, which is never written out: what is shown on a screen gets copied and photographed. */
const KEY_VARIABLE = '$TRADEWIND_KEY';

/** The same request for a POSIX shell. */
export function curlOf({ method, url, body, stream, accept }: CurlRequest): string {
  const parts = [`curl ${stream ? '-N' : '-s'}${method === 'DELETE' ? ' -X DELETE' : ''} ${quoted(url)}`];
  parts.push(`-H "Authorization: Bearer ${KEY_VARIABLE}"`);
  if (accept !== undefined) parts.push(`-H ${quoted(`Accept: ${accept}`)}`);
  if (body !== undefined) {
    parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body))}`);
  } else if (method === 'POST') {
    parts[0] = `${parts[0] ?? ''} -X POST`;
  }
  return parts.join(' \\\n  ');
}

/** Single quotes take everything as it is, except themselves. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
