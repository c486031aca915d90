import { UpstreamError } from '../core/index.js';

/** Small readers for what upstreams send: each names the path that is not as agreed. All throw `upstream.malformed`. */

export type JsonObject = Record<string, unknown>;

export function malformed(path: string, expected: string): UpstreamError {
  return new UpstreamError(
    'upstream.malformed',
    `The upstream's answer is not as agreed: ${path} is not ${expected}.`,
    {
      details: { path, expected },
    },
  );
}

export function parseJson(text: string, path = 'the body'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(path, 'JSON');
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown, path: string): JsonObject {
  if (!isObject(value)) throw malformed(path, 'an object');
  return value;
}

export function asArray(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw malformed(path, 'a list');
  return value;
}

export function asString(value: unknown, path: string): string {
  if (typeof value !== 'string') throw malformed(path, 'a text');
  return value;
}

export function asNumber(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw malformed(path, 'a number');
  return value;
}

/** A whole number in 0 … below `limit`. */
export function asIndex(value: unknown, limit: number, path: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= limit) {
    throw malformed(path, `a whole number below ${limit}`);
  }
  return value;
}

/** A token count, or undefined when it is missing or makes no sense. An explicit zero is a count. */
export function readCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
