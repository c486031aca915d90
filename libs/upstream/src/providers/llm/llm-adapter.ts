import { classifyByCode, type CallSpec, type Reply, type Settlement } from '../../core/index.js';
import { estimateMessageTokens } from '../estimate-tokens.js';
import { parseJson } from '../json.js';
import type { LlmPort, LlmRequest, LlmResult, LlmStream } from '../ports.js';
import { requireModel } from '../require-model.js';
import type { UseContext } from '../use-context.js';
import type { OpenReply } from '../../transport/http-server.js';
import { chatBody, DEFAULT_MAX_OUTPUT_TOKENS, readCompletion } from './chat-protocol.js';
import { CompletionStream } from './completion-stream.js';
import type { LlmPreset } from './llm-presets.js';

const PATH = '/chat/completions';

/** {@link LlmPort} over any OpenAI-compatible preset. */
export class LlmAdapter implements LlmPort {
  readonly #context: UseContext;
  readonly #preset: LlmPreset;
  readonly #model: string;

  constructor(context: UseContext, preset: LlmPreset) {
    this.#context = context;
    this.#preset = preset;
    this.#model = requireModel(context);
  }

  complete(request: LlmRequest): Promise<LlmResult> {
    const model = request.model ?? this.#model;
    const body = chatBody(request, model, this.#preset, false);
    return this.#context.pipeline.call({
      ...this.#spec(request, model, body),
      execute: (attempt) =>
        this.#context.server.json(attempt, { method: 'POST', path: PATH, body }, (text) => {
          const value = readCompletion(parseJson(text), request, model);
          return { value, usage: value.usage };
        }),
    });
  }

  stream(request: LlmRequest): Promise<LlmStream> {
    const model = request.model ?? this.#model;
    const body = chatBody(request, model, this.#preset, true);
    return this.#context.pipeline.call<LlmStream>({
      ...this.#spec(request, model, body),
      execute: async (attempt) => {
        const opened = await this.#context.server.open(attempt, {
          method: 'POST',
          path: PATH,
          body,
          headers: { accept: 'text/event-stream' },
        });
        return streamed(opened, request, model);
      },
    });
  }

  #spec(request: LlmRequest, model: string, body: string): Omit<CallSpec<never>, 'execute'> {
    return {
      model,
      generation: true,
      idempotent: request.idempotent ?? false,
      tokens: {
        input: estimateMessageTokens(request.messages),
        maxOutput: request.maxOutputTokens ?? DEFAULT_MAX_OUTPUT_TOKENS,
      },
      bytes: body.length,
    };
  }
}

function streamed({ call, reply }: OpenReply, request: LlmRequest, model: string): Reply<LlmStream> {
  const stream = new CompletionStream(reply.body, request, model, (reason) => {
    call.abort(reason);
  });
  const outcome = stream.ended.then(
    (): Settlement => ({ outcome: 'success', usage: stream.usage }),
    (error: unknown): Settlement => {
      // A chunk we could not read ends our interest; the upstream must not go on generating.
      call.abort(error);
      return { outcome: classifyByCode(error).outcome, usage: stream.usage };
    },
  );
  return { value: stream, ended: outcome.then((settlement) => call.ended.then(() => settlement)) };
}
