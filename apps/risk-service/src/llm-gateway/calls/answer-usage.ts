import { estimateTokens, UpstreamError } from '@tradewind/upstream';
import { asList, asObject, type Json } from '../stream/chat-texts.js';
import { readUsage } from '../stream/reported-usage.js';
import type { CallRecord, CallUsage } from './call-record.js';

/** @throws UpstreamError `upstream.malformed` when an answer is not a JSON object */
export function parseAnswer(text: string): Json {
  const answer = asObject(parse(text));
  if (answer) return answer;
  throw new UpstreamError('upstream.malformed', 'The upstream sent an answer that is not a JSON object.');
}

/** What a whole answer used: as it reports itself, else by estimate. */
export function usageOfAnswer(call: Pick<CallRecord, 'estimatedInputTokens'>, answer: Json): CallUsage {
  const reported = readUsage(answer['usage']);
  if (reported) return { kind: 'exact', ...reported };
  let outputTokens = 0;
  for (const choice of asList(answer['choices'])) {
    const message = asObject(choice)?.['message'];
    if (message !== undefined) outputTokens += estimateTokens(JSON.stringify(message));
  }
  return { kind: 'estimated', inputTokens: call.estimatedInputTokens, outputTokens };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
