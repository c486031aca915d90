import type { Chance } from './chance.js';

/** Strings that have broken something somewhere. Links lead to this machine only. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  '\uFEFF',
  '\u202Etxet',
  'e\u0301'.repeat(200),
  'Z̴̢̛͎̯a̷̧̛͚l̸̢̛g̵̡̛o̶̧̢',
  '👩‍👩‍👧‍👦'.repeat(50),
  '𝕬'.repeat(300),
  '\n\r\t\b\f\u2028\u2029',
  "' OR 1=1; DROP TABLE tenants; --",
  '"; SELECT pg_sleep(10); --',
  "\\'; --",
  '%s%s%s%n',
  '%00',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/dev/zero',
  '${jndi:ldap://127.0.0.1/a}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '<!--',
  ']]>',
  '*'.repeat(500),
  '('.repeat(500),
  'a'.repeat(20_000),
  '我'.repeat(20_000),
  `${'a'.repeat(5_000)}!`,
  'x '.repeat(5_000),
  '(a+)+$',
  '%'.repeat(300),
  '_'.repeat(300),
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '0x10',
  '00000000-0000-0000-0000-000000000000',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'http://127.0.0.1:1/',
  'http://[::1]:1/a.pdf',
  'http://user:secret@127.0.0.1:1/',
  'http://0x7f000001:1/',
  'http://127.0.0.1:99999/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:application/pdf;base64,AAAA',
  'https://',
  '2026-02-30T25:61:61Z',
  '9999999999-12-31T23:59:59Z',
  'tnt_00000000000000000000000000',
  'task_',
  '-1',
  '9223372036854775808',
];

export const HOSTILE_NUMBERS: readonly number[] = [
  ...[0, -0, -1, 1, 0.1, -0.000001, 2, 255, 256, 65_536],
  ...[2_147_483_647, 2_147_483_648, -2_147_483_649, 4_294_967_296, 9_007_199_254_740_991, 2 ** 64],
  ...[1e21, 1e100, 1e308, -1e308, 5e-324],
];

/** Names that mean something to JavaScript; as own properties, as JSON.parse would make them. */
const POISON: readonly string[] = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"prototype":{"polluted":true}}',
  '{"toString":1,"valueOf":1,"hasOwnProperty":1}',
  '{"toJSON":1,"then":1,"length":-1}',
  '{"__defineGetter__":"x","$where":"1","$ne":null}',
];

/** Anything that a field did not expect. */
export function hostileValue(chance: Chance): unknown {
  switch (chance.weighted({ text: 8, number: 4, literal: 3, poison: 3, deep: 1, long: 1, object: 2 })) {
    case 'text':
      return chance.of(HOSTILE_TEXTS);
    case 'number':
      return chance.of(HOSTILE_NUMBERS);
    case 'literal':
      return chance.of([null, true, false, [], {}, [null], [[]], { '': '' }]);
    case 'poison':
      return JSON.parse(chance.of(POISON));
    case 'deep':
      return nested(chance.between(2, 62));
    case 'long':
      return Array.from({ length: chance.of([33, 1_001, 5_000]) }, () => 'x');
    case 'object':
      return Object.fromEntries(Array.from({ length: chance.between(1, 400) }, (_, index) => [`k${index}`, index]));
  }
}

function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** JSON, or something that was meant to be, that no serialiser would write. */
export function hostileJson(chance: Chance, valid: string): Buffer {
  const text = (made: string) => Buffer.from(made, 'utf8');
  switch (
    chance.weighted({ cut: 5, bytes: 4, deep: 3, number: 3, repeated: 2, poison: 3, scalar: 3, escapes: 3, spliced: 5 })
  ) {
    case 'cut':
      return text(valid.slice(0, chance.between(0, Math.max(0, valid.length - 1))));
    case 'bytes': {
      const bytes = text(valid === '' ? '{}' : valid);
      for (let times = chance.between(1, 4); times > 0; times -= 1) {
        bytes[chance.between(0, bytes.length - 1)] = chance.of([0x00, 0xff, 0xc0, 0xed, 0x80, 0x22, 0x5c, 0x7b, 0x1f]);
      }
      return bytes;
    }
    case 'deep':
      return text(
        chance.of([
          '['.repeat(100_000),
          `${'['.repeat(60)}${']'.repeat(60)}`,
          `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
          valid.replace(/:/, `:${'['.repeat(2_000)}${']'.repeat(2_000)},"x":`),
        ]),
      );
    case 'number':
      return text(
        valid.replace(
          /"(?:[^"\\]|\\.)*"(?=[,}\]])|\d+/,
          chance.of(['1e400', '-1e400', '9'.repeat(400), `0.${'0'.repeat(400)}1`, '1E-400', '-', '+1', '.5', '0123']),
        ),
      );
    case 'repeated':
      return text(valid.replace(/^\{/, `{${'"a":1,'.repeat(chance.of([2, 2_000]))}`));
    case 'poison':
      return text(valid.replace(/^\{/, `{${chance.of(POISON).slice(1, -1)},`).replace(/,\}$/, '}'));
    case 'scalar':
      return text(
        chance.of(['', ' ', 'null', 'true', '0', '"text"', '[]', '[[]]', '{}', '\uFEFF{}', 'NaN', "{'a':1}"]),
      );
    case 'escapes':
      return text(
        valid.replace(
          /"(?=[,}\]])/,
          `${chance.of(['\\u0000', '\\ud800', '\\udc00\\ud800', '\\u202e', '\\uffff', '\\x41', '\\u12'])}"`,
        ),
      );
    case 'spliced': {
      const at = chance.between(0, valid.length);
      return text(
        valid.slice(0, at) + chance.of(['\0', '\u2028', '}', ']', ',', '"', '/*c*/', valid]) + valid.slice(at),
      );
    }
  }
}
