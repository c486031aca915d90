import { randomFillSync } from 'node:crypto';

/** Crockford's base 32 in lower case: no i, l, o, u, so an id survives being read aloud; order of characters = order of values. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

/**
 * A new opaque id: `task_` + 26 lower-case base-32 characters, 50 bits of milliseconds first, then 80 random bits.
 * Ids of one prefix sort by the millisecond in which they were made.
 */
export function newId(
  prefix: string,
  now: number = Date.now(),
  random: (size: number) => Uint8Array = pooledRandom,
): string {
  return `${prefix}_${encodeTime(now)}${encodeRandom(random(RANDOM_CHARACTERS))}`;
}

/** A call into the system's generator costs as much as filling this. */
const pool = new Uint8Array(RANDOM_CHARACTERS * 256);
let used = pool.length;

/** Random bytes, each handed out once; to be read before the next call. */
function pooledRandom(size: number): Uint8Array {
  if (used + size > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += size;
  return pool.subarray(used - size, used);
}

let encodedMs = -1;
let encoded = '';

/** Ids come in crowds: those of one millisecond begin alike. */
function encodeTime(milliseconds: number): string {
  if (milliseconds !== encodedMs) encoded = timeText(milliseconds);
  encodedMs = milliseconds;
  return encoded;
}

function timeText(milliseconds: number): string {
  let rest = milliseconds;
  let text = '';
  for (let index = 0; index < TIME_CHARACTERS; index += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const text = Buffer.alloc(RANDOM_CHARACTERS);

function encodeRandom(bytes: Uint8Array): string {
  for (let at = 0; at < RANDOM_CHARACTERS; at += 1) text[at] = CODES[(bytes[at] ?? 0) & 31] ?? 0;
  return text.toString('latin1');
}
