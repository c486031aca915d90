import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 24;
const FORMAT = /^tw_[A-Za-z0-9_-]{8,128}$/;

/** A new key: `tw_` + 192 random bits. Shown once; only its hash is kept. */
export function newApiKey(random: (size: number) => Buffer = randomBytes): string {
  return `tw_${random(SECRET_BYTES).toString('base64url')}`;
}

export function isApiKey(text: string): boolean {
  return FORMAT.test(text);
}

/** SHA-256 without salt: a random key of this length cannot be guessed, and the hash must be findable by an index. */
export function hashApiKey(key: string): Buffer {
  return Buffer.from(apiKeyDigest(key), 'base64');
}

/** The same in base 64. */
export function apiKeyDigest(key: string): string {
  return hash('sha256', key, 'base64');
}

/** What may be shown of a key afterwards, so that its owner recognises it. */
export function apiKeyHint(key: string): string {
  return `${key.slice(0, 5)}…${key.slice(-4)}`;
}

export function sameHash(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Compares two secrets of any length in constant time. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(hashApiKey(left), hashApiKey(right));
}

/** The token of `Authorization: Bearer …`, or undefined. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
}
