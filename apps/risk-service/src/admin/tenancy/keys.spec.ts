import { describe, expect, it, jest } from '@jest/globals';
import { ApiKeyCreate } from '@tradewind/contracts';
import type { Database } from '@tradewind/platform';
import type { AccessWriter } from './access-writer.js';
import { Keys } from './keys.js';

const PAST = '2020-01-01T00:00:00Z';
const ACTOR = { name: 'li.wei', address: '127.0.0.1', requestId: 'req_1' };

describe('an end in the past', () => {
  const write = jest.fn<AccessWriter['write']>();
  const keys = new Keys({} as Database, { write } as unknown as AccessWriter);
  const refusal = expect.objectContaining({
    code: 'request.invalid',
    errors: [{ path: 'expires_at', message: expect.stringContaining('future') }],
  });

  it('is refused for a new key and for an edited one, and nothing is written', async () => {
    await expect(keys.create(ApiKeyCreate.parse({ app_id: 'app_1', expires_at: PAST }), ACTOR)).rejects.toEqual(
      refusal,
    );
    await expect(keys.edit('key_1', { version: 1, expires_at: PAST }, ACTOR)).rejects.toEqual(refusal);
    expect(write).not.toHaveBeenCalled();
  });
});
