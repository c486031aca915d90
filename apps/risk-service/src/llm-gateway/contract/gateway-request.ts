import { estimateTokens } from '@tradewind/upstream';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import { ChatCompletionRequest, EmbeddingsRequest, RerankRequest } from './requests.js';
import { chatText } from './chat-text.js';
import { setMembers } from './json-edit.js';
import { isPlainChat } from './plain-chat.js';
import { valid } from './valid.js';

/** What the gateway knows of a request, whatever its endpoint. */
export interface GatewayRequest {
  readonly endpoint: Endpoint;
  readonly model: string;
  /** The body just as the client sent it. */
  readonly body: Buffer;
  readonly stream: StreamRequest | undefined;
  /** Characters of the prompt; 0 where there is none. */
  readonly promptCharacters: number;
  readonly inputTokens: number;
  /** Cap of the output in tokens; undefined when the client set none. */
  readonly maxOutputTokens: number | undefined;
}

export interface StreamRequest {
  /** Whether the client itself asked for the usage chunk. */
  readonly wantsUsage: boolean;
  /** The request's own `stream_options`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Answers asked for (`n`). */
  readonly choices: number;
}

/** Reads a request body. @throws AppError 400 `request.invalid` naming the fields that are refused */
export function readRequest(endpoint: Endpoint, json: unknown, body: Buffer): GatewayRequest {
  switch (endpoint) {
    case 'chat.completions':
      return readChat(isPlainChat(json) ? json : valid(ChatCompletionRequest, json), body);
    case 'embeddings': {
      const { model, input } = valid(EmbeddingsRequest, json);
      return {
        endpoint,
        model,
        body,
        stream: undefined,
        promptCharacters: 0,
        inputTokens: inputTokens(input),
        maxOutputTokens: 0,
      };
    }
    case 'rerank': {
      const { model, query, documents } = valid(RerankRequest, json);
      // A reranker reads the query once with every document.
      const queryTokens = estimateTokens(query);
      const tokens = documents.reduce(
        (sum, document) => sum + queryTokens + estimateTokens(typeof document === 'string' ? document : document.text),
        0,
      );
      return { endpoint, model, body, stream: undefined, promptCharacters: 0, inputTokens: tokens, maxOutputTokens: 0 };
    }
  }
}

function readChat(request: ChatCompletionRequest, body: Buffer): GatewayRequest {
  const choices = typeof request['n'] === 'number' && request['n'] >= 1 ? Math.floor(request['n']) : 1;
  const options = request.stream_options ?? {};
  const maxOutputTokens = request.max_completion_tokens ?? request.max_tokens ?? undefined;
  return {
    endpoint: 'chat.completions',
    model: request.model,
    body,
    stream: request.stream === true ? { wantsUsage: options.include_usage === true, options, choices } : undefined,
    ...chatText(request),
    maxOutputTokens: maxOutputTokens === undefined ? undefined : maxOutputTokens * choices,
  };
}

function inputTokens(input: EmbeddingsRequest['input']): number {
  if (typeof input === 'string') return estimateTokens(input);
  let total = 0;
  for (const item of input) {
    if (typeof item === 'string') total += estimateTokens(item);
    else total += typeof item === 'number' ? 1 : item.length;
  }
  return total;
}

/**
 * The body for a server: the client's own bytes, except for the model's name there and, for streams, the request for
 * usage, without which a stream could only be billed by estimate.
 */
export function bodyFor(request: GatewayRequest, upstreamModel: string): Buffer {
  const asksForUsage = request.stream !== undefined && !request.stream.wantsUsage;
  if (upstreamModel === request.model && !asksForUsage) return request.body;
  const values: Record<string, string> = {};
  if (upstreamModel !== request.model) values['model'] = JSON.stringify(upstreamModel);
  if (request.stream && !request.stream.wantsUsage) {
    values['stream_options'] = JSON.stringify({ ...request.stream.options, include_usage: true });
  }
  return Buffer.from(setMembers(request.body.toString('utf8'), values));
}
