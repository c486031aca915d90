import { estimateTokens, UpstreamError } from '@tradewind/upstream';
import { z } from 'zod';
import { readUsage } from '../stream/reported-usage.js';
import type { CallRecord, CallUsage } from './call-record.js';

const Answer = z.looseObject({ usage: z.unknown().optional() });
const Choices = z.array(z.object({ message: z.unknown() }));

/**
 * What a whole answer used: as it reports itself, else by estimate.
 * @throws UpstreamError `upstream.malformed` when the answer is not a JSON object
 */
export function usageOfAnswer(call: CallRecord, bytes: Buffer): CallUsage {
  const answer = Answer.safeParse(parse(bytes));
  if (!answer.success)
    throw new UpstreamError('upstream.malformed', 'The upstream sent an answer that is not a JSON object.');
  const reported = readUsage(answer.data.usage);
  if (reported) return { kind: 'exact', ...reported };
  let outputTokens = 0;
  for (const { message } of Choices.safeParse(answer.data['choices']).data ?? []) {
    outputTokens += estimateTokens(JSON.stringify(message) ?? '');
  }
  return { kind: 'estimated', inputTokens: call.estimatedInputTokens, outputTokens };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
