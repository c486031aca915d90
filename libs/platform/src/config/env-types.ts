import { parseRedisUrl } from '@tradewind/upstream/redis';
import { z } from 'zod';

/** A whole number written in decimal, within [min, max]; the message says the whole range at once. */
export function wholeNumber(range: { min: number; max?: number }) {
  const { min, max = Number.MAX_SAFE_INTEGER } = range;
  const expected =
    range.max === undefined
      ? `a whole number ≥ ${String(min)}`
      : `a whole number from ${String(min)} to ${String(max)}`;
  return z
    .string()
    .refine((text) => /^-?\d+$/.test(text) && Number(text) >= min && Number(text) <= max, expected)
    .transform(Number);
}

/** A number such as `0.5`, within [min, max]. */
export function decimalNumber(range: { min: number; max: number }) {
  const { min, max } = range;
  return z
    .string()
    .refine(
      (text) => /^-?\d+(\.\d+)?$/.test(text) && Number(text) >= min && Number(text) <= max,
      `a number from ${String(min)} to ${String(max)}`,
    )
    .transform(Number);
}

/** `true`/`false`, also written `1`/`0`, `on`/`off` or `yes`/`no`. */
export function flag() {
  return z
    .string()
    .refine((text) => /^(true|false|1|0|on|off|yes|no)$/i.test(text), 'true or false')
    .transform((text) => /^(true|1|on|yes)$/i.test(text));
}

/** An absolute URL with one of the schemes, for example `urlOf('http', 'https')`. */
export function urlOf(...schemes: string[]) {
  return z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)),
      `a URL beginning with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    );
}

/** A Redis, or a Redis Cluster: several nodes separated by commas, or `redis+cluster://host:port`. */
export function redisUrl() {
  return z.string().refine((text) => {
    try {
      return parseRedisUrl(text).nodes.length > 0;
    } catch {
      return false;
    }
  }, 'redis://host:port/db (rediss:// for TLS), or several nodes of a cluster separated by commas, or redis+cluster://host:port');
}

/** Words separated by commas; spaces around them do not matter. */
export function wordList() {
  return z.string().transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  );
}
