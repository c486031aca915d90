import { expect, it } from '@jest/globals';
import { ChatCompletionRequest } from '@tradewind/contracts';
import fc from 'fast-check';
import { isPlainChat } from './plain-chat.js';

const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(0, 1, -1, 2, 2.5, 1e16, '', null, true, undefined));
const mostly = <T>(usual: fc.Arbitrary<T>) => fc.oneof({ weight: 9, arbitrary: usual }, odd);
const absent = fc.constant(undefined);
const message = fc.record({
  role: mostly(fc.constantFrom('system', 'user', 'assistant', 'tool')),
  content: mostly(fc.string()),
  name: odd,
});
const request = fc.record({
  model: mostly(fc.string({ maxLength: 220 })),
  messages: mostly(fc.array(message, { maxLength: 3 })),
  temperature: mostly(fc.double({ min: 0, max: 2, noNaN: true })),
  max_tokens: mostly(fc.integer({ min: 1 })),
  max_completion_tokens: mostly(absent),
  stream: mostly(fc.boolean()),
  stream_options: mostly(absent),
  tools: odd,
});

it('says yes only to what the contract accepts as it is, and to what most clients send', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: request }, odd), (json) => {
      if (!isPlainChat(json)) return;
      plain += 1;
      expect(ChatCompletionRequest.safeParse(json)).toEqual({ success: true, data: json });
    }),
    { numRuns: 2_000 },
  );
  expect(plain).toBeGreaterThan(20);
  const messages = [{ role: 'user', content: 'What does FOB mean?' }];
  expect(isPlainChat({ model: 'm', messages, temperature: 0.2, max_tokens: 100, stream: true })).toBe(true);
});
