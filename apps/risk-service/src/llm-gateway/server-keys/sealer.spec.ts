import { describe, expect, it } from '@jest/globals';
import { Sealer } from './sealer.js';

const sealer = new Sealer('a secret of at least thirty-two characters');

describe('Sealer', () => {
  it('opens what it sealed, and never seals alike twice', () => {
    const first = sealer.seal('sk-planted', 'server');
    const second = sealer.seal('sk-planted', 'server');
    expect(sealer.open(first, 'server')).toBe('sk-planted');
    expect(first.ciphertext.includes('sk-planted')).toBe(false);
    expect(first.ciphertext.equals(second.ciphertext)).toBe(false);
  });

  it.each([
    ['under another key', new Sealer('another secret of thirty-two characters'), 'server'],
    ['for another server or address', sealer, 'other'],
  ])('does not open %s', (_, opener, belongsTo) => {
    expect(() => opener.open(sealer.seal('sk-planted', 'server'), belongsTo)).toThrow(
      /another SETTINGS_KEY, or altered/,
    );
  });

  it('does not open what was altered', () => {
    const { nonce, ciphertext } = sealer.seal('sk-planted', 'server');
    const altered = Buffer.from(ciphertext);
    altered.writeUInt8(altered.readUInt8(0) ^ 1, 0);
    expect(() => sealer.open({ nonce, ciphertext: altered }, 'server')).toThrow(/altered/);
  });
});
