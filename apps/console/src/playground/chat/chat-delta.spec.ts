import { describe, expect, it } from '@jest/globals';
import { chatDelta } from './chat-delta.js';

describe('chatDelta', () => {
  it.each([
    ['{"choices":[{"delta":{"role":"assistant","content":"FOB"}}]}', 'FOB'],
    ['{"choices":[{"delta":{"content":null}}]}', ''],
    ['{"choices":[{"delta":{},"finish_reason":"stop"}]}', ''],
    ['{"choices":[]}', ''],
    ['[DONE]', ''],
  ])('%s adds "%s"', (data, text) => {
    expect(chatDelta(data)).toEqual({ text, usage: undefined });
  });

  it('reads the tokens of the last chunk', () => {
    const { usage } = chatDelta('{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":11,"total_tokens":18}}');
    expect(usage).toEqual({ input: 7, output: 11 });
  });
});
