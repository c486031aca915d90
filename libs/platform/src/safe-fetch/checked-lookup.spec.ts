import { describe, expect, it } from '@jest/globals';
import { checkedLookup } from './checked-lookup.js';

describe('checkedLookup', () => {
  it('refuses a name as soon as one of its addresses is forbidden', async () => {
    const lookup = checkedLookup({ allowPrivate: false }, (_host, done) => {
      done(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    });
    const error = await new Promise((done) => {
      lookup('rebinding.example.com', { all: true }, (failure) => {
        done(failure);
      });
    });
    expect(error).toMatchObject({ code: 'EFORBIDDENADDRESS' });
  });

  it.each([false, true])(
    'takes names under localhost for this machine (private addresses allowed: %s)',
    async (allowPrivate) => {
      const found = await new Promise((done) => {
        checkedLookup({ allowPrivate })('shop.example.localhost', { all: false }, (error, address) => {
          done(error === null ? address : error.code);
        });
      });
      expect(found).toBe(allowPrivate ? '127.0.0.1' : 'EFORBIDDENADDRESS');
    },
  );
});
