import { describe, expect, it } from '@jest/globals';
import { createScope, systemClock } from '@tradewind/upstream';
import { testSettings } from '../testing/test-settings.js';
import { parseAnswer, usageOfAnswer } from './answer-usage.js';
import { CallRecord } from './call-record.js';

function usageOf(answer: string) {
  const call = new CallRecord('chat.completions', createScope({ deadlineMs: 1_000 }), testSettings(), systemClock);
  call.estimatedInputTokens = 7;
  return usageOfAnswer(call, parseAnswer(answer));
}

describe('usageOfAnswer', () => {
  it.each([
    ['a chat', '{"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}', 9, 4],
    ['embeddings', '{"usage":{"prompt_tokens":3,"total_tokens":3}}', 3, 0],
    ['a rerank that gives a total only', '{"usage":{"total_tokens":5}}', 5, 0],
    ['an explicit zero', '{"usage":{"prompt_tokens":0,"completion_tokens":0}}', 0, 0],
  ])('takes what %s reports as exact', (_, answer, inputTokens, outputTokens) => {
    expect(usageOf(answer)).toEqual({ kind: 'exact', inputTokens, outputTokens });
  });

  it.each([
    ['{"choices":[{"message":{"content":"one two"}}]}'],
    ['{"usage":{"prompt_tokens":-1},"choices":[{"message":"one two, one two"}]}'],
  ])('flags what it had to estimate: %s', (answer) => {
    const usage = usageOf(answer);
    expect(usage).toMatchObject({ kind: 'estimated', inputTokens: 7 });
    expect(usage.outputTokens).toBeGreaterThan(1);
  });

  it.each(['', '[]', '{"choices":', 'null'])('takes %j for no answer', (answer) => {
    expect(() => usageOf(answer)).toThrow(expect.objectContaining({ code: 'upstream.malformed' }));
  });
});
