import { describe, expect, it } from '@jest/globals';
import { idempotencyKey } from './idempotency-key.js';
import { fingerprint } from './fingerprint.js';

describe('fingerprint', () => {
  it('does not depend on the order of fields, and on everything else', () => {
    expect(fingerprint({ a: 1, b: { c: [1, 2], d: null } })).toBe(fingerprint({ b: { d: null, c: [1, 2] }, a: 1 }));
    expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }));
    expect(fingerprint({ a: '1' })).not.toBe(fingerprint({ a: 1 }));
  });
});

describe('idempotencyKey', () => {
  it('accepts what fits a header and a column, and no more', () => {
    expect(idempotencyKey(undefined)).toBeUndefined();
    expect(idempotencyKey('6f1b-4')).toBe('6f1b-4');
    for (const bad of ['', 'a b', 'ü', 'x'.repeat(256)]) {
      expect(() => idempotencyKey(bad)).toThrow(expect.objectContaining({ code: 'idempotency.key_invalid' }));
    }
  });
});
