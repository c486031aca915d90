import type { TokenUsage } from '../../core/index.js';
import { UpstreamError } from '../../core/index.js';
import { estimateMessageTokens, estimateTokens } from '../estimate-tokens.js';
import { asArray, asObject, asString, isObject, readCount, type JsonObject } from '../json.js';
import type { LlmMessage, LlmRequest, LlmResult } from '../ports.js';
import type { LlmPreset } from './llm-presets.js';

/** The OpenAI-compatible chat protocol as plain functions: what is sent, and what comes back. */

export const DEFAULT_MAX_OUTPUT_TOKENS = 1024;

export function chatBody(request: LlmRequest, model: string, preset: LlmPreset, stream: boolean): string {
  const schema = request.responseSchema;
  const bySchema = schema !== undefined && preset.structuredOutput === 'json_schema';
  const body: JsonObject = {
    model,
    messages: schema === undefined || bySchema ? request.messages : withSchemaInWords(request.messages, schema.schema),
    [preset.maxTokensField]: request.maxOutputTokens ?? DEFAULT_MAX_OUTPUT_TOKENS,
  };
  if (request.temperature !== undefined) body['temperature'] = request.temperature;
  if (schema !== undefined) {
    body['response_format'] = bySchema
      ? { type: 'json_schema', json_schema: { name: schema.name, schema: schema.schema, strict: true } }
      : { type: 'json_object' };
  }
  if (stream) {
    body['stream'] = true;
    if (preset.streamUsage) body['stream_options'] = { include_usage: true };
  }
  return JSON.stringify(body);
}

function withSchemaInWords(messages: LlmMessage[], schema: JsonObject): LlmMessage[] {
  const instruction = `Answer with one JSON object that follows this JSON schema, and nothing else:\n${JSON.stringify(schema)}`;
  const [first, ...rest] = messages;
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${instruction}` }, ...rest]
    : [{ role: 'system', content: instruction }, ...messages];
}

/** A whole answer. @throws UpstreamError `upstream.malformed`, or `upstream.failed` for an error sent with status 200 */
export function readCompletion(json: unknown, request: LlmRequest, model: string): LlmResult {
  const root = asObject(json, 'the body');
  throwIfError(root);
  const choice = asObject(asArray(root['choices'], 'choices')[0], 'choices[0]');
  const message = asObject(choice['message'], 'choices[0].message');
  const content = message['content'] === null ? '' : asString(message['content'], 'choices[0].message.content');
  return {
    content,
    finishReason: asString(choice['finish_reason'], 'choices[0].finish_reason'),
    model: typeof root['model'] === 'string' ? root['model'] : model,
    usage: readUsage(root['usage']) ?? estimatedUsage(request, content),
  };
}

/** What one event of a stream adds. */
export interface CompletionDelta {
  text: string;
  finishReason: string | undefined;
  model: string | undefined;
  usage: TokenUsage | undefined;
}

/** One chunk of a stream. @throws as {@link readCompletion} */
export function readDelta(json: unknown): CompletionDelta {
  const root = asObject(json, 'the event');
  throwIfError(root);
  const usage = readUsage(root['usage']);
  const model = typeof root['model'] === 'string' ? root['model'] : undefined;
  // The usage event has no choices.
  const choices = root['choices'] === undefined || root['choices'] === null ? [] : asArray(root['choices'], 'choices');
  if (choices.length === 0) return { text: '', finishReason: undefined, model, usage };
  const choice = asObject(choices[0], 'choices[0]');
  const delta = isObject(choice['delta']) ? choice['delta'] : {};
  return {
    text: typeof delta['content'] === 'string' ? delta['content'] : '',
    finishReason: typeof choice['finish_reason'] === 'string' ? choice['finish_reason'] : undefined,
    model,
    usage,
  };
}

/** Usage as the upstream counted it; undefined when it did not say. */
export function readUsage(value: unknown): TokenUsage | undefined {
  if (!isObject(value)) return undefined;
  const inputTokens = readCount(value['prompt_tokens']) ?? readCount(value['input_tokens']);
  if (inputTokens === undefined) return undefined;
  const outputTokens = readCount(value['completion_tokens']) ?? readCount(value['output_tokens']) ?? 0;
  return { inputTokens, outputTokens, exact: true };
}

export function estimatedUsage(request: LlmRequest, content: string): TokenUsage {
  return {
    inputTokens: estimateMessageTokens(request.messages),
    outputTokens: estimateTokens(content),
    exact: false,
  };
}

function throwIfError(root: JsonObject): void {
  if (root['error'] === undefined || root['error'] === null) return;
  const code = isObject(root['error']) ? root['error']['code'] : undefined;
  throw new UpstreamError('upstream.failed', 'The upstream reported an error in place of an answer.', {
    details: typeof code === 'string' || typeof code === 'number' ? { upstreamCode: String(code).slice(0, 80) } : {},
  });
}
