import { createHmac } from 'node:crypto';

const STANDARD_PREFIX = 'whsec_';

/**
 * Signs a webhook after the Standard Webhooks specification 1.0: base64 of the HMAC-SHA256 of `id.timestamp.body`. A secret that begins with
 * `whsec_` holds a base64 key after it, as the specification's libraries expect; any other is used as it is.
 *
 * @param timestamp seconds since 1970; receivers refuse what is older than a few minutes, so that a recorded call cannot be replayed.
 */
export function signature(secret: string, id: string, timestamp: number, body: string): string {
  const digest = createHmac('sha256', keyOf(secret))
    .update(`${id}.${String(timestamp)}.${body}`)
    .digest('base64');
  return `v1,${digest}`;
}

function keyOf(secret: string): Buffer {
  return secret.startsWith(STANDARD_PREFIX)
    ? Buffer.from(secret.slice(STANDARD_PREFIX.length), 'base64')
    : Buffer.from(secret);
}
