import type { ChatCompletionRequest } from '@tradewind/contracts';
import { asObject } from '../stream/chat-texts.js';

const ROLES: ReadonlySet<unknown> = new Set(['system', 'user', 'assistant', 'tool']);
const MAX_MODEL_CHARACTERS = 200;
const MAX_MESSAGES = 1_000;

/**
 * Whether a request is one of the simple ones that most are: texts only, no stream options. What it says yes to,
 * `ChatCompletionRequest` accepts and leaves as it is, which a test holds it to; the schema has the last word on all others.
 */
export function isPlainChat(json: unknown): json is ChatCompletionRequest {
  const request = asObject(json);
  if (request === undefined) return false;
  const { model, messages, temperature, stream, max_tokens: max, max_completion_tokens: maxCompletion } = request;
  return (
    typeof model === 'string' &&
    model.length > 0 &&
    model.length <= MAX_MODEL_CHARACTERS &&
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.length <= MAX_MESSAGES &&
    messages.every(isPlainMessage) &&
    (temperature === undefined || (typeof temperature === 'number' && temperature >= 0 && temperature <= 2)) &&
    (stream === undefined || typeof stream === 'boolean') &&
    request['stream_options'] === undefined &&
    isCapOrMissing(max) &&
    isCapOrMissing(maxCompletion)
  );
}

function isPlainMessage(value: unknown): boolean {
  const message = asObject(value);
  return message !== undefined && ROLES.has(message['role']) && typeof message['content'] === 'string';
}

function isCapOrMissing(value: unknown): boolean {
  return value === undefined || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1);
}
