import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf, planOf } from '../dials/call-plan.js';
import type { Reply } from '../model/reply.js';
import { respond } from '../model/respond.js';
import { admit, parseBody } from './admission.js';
import { ChatRequest, textOf } from './chat-schema.js';
import { streamEvents } from './chat-stream.js';
import type { Completion } from './completion.js';
import { logprobsOf } from './logprobs.js';
import type { RateWindows } from './rate-window.js';
import { countTokens } from './tokens.js';

export function installChat(server: FastifyInstance, windows: RateWindows): void {
  server.post('/v1/chat/completions', { config: { kind: 'llm' } }, (request, reply) => {
    const body = parseBody(ChatRequest, request.body);
    const promptTokens = body.messages.reduce((sum, message) => sum + 4 + countTokens(textOf(message)), 3);
    admit(request, reply, windows, { model: body.model, tokens: promptTokens });
    const replies = Array.from({ length: body.n ?? 1 }, () => respond(body));
    const completionTokens = replies.reduce((sum, one) => sum + tokensOf(one), 0);
    const completion: Completion = {
      id: `chatcmpl-sandbox-${request.id}`,
      created: Math.floor(Date.now() / 1000),
      model: body.model,
      replies,
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: completionTokens,
        total_tokens: promptTokens + completionTokens,
      },
    };
    return body.stream === true ? sendStream(request, reply, body, completion) : asJson(body, completion);
  });
}

function sendStream(
  request: FastifyRequest,
  reply: FastifyReply,
  body: ChatRequest,
  completion: Completion,
): FastifyReply {
  const plan = planOf(request);
  const events = streamEvents(body, completion, plan?.breakJson ?? false);
  return reply
    .type('text/event-stream; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('x-accel-buffering', 'no')
    .send(bodyOf(events, plan, reply));
}

function asJson(body: ChatRequest, completion: Completion) {
  return {
    id: completion.id,
    object: 'chat.completion',
    created: completion.created,
    model: completion.model,
    choices: completion.replies.map((one, index) => ({
      index,
      message: {
        role: 'assistant',
        content: one.toolCalls.length > 0 ? null : one.content,
        refusal: null,
        ...(one.toolCalls.length > 0 && { tool_calls: one.toolCalls }),
      },
      logprobs: body.logprobs === true ? { content: logprobsOf(one.content), refusal: null } : null,
      finish_reason: one.finishReason,
    })),
    usage: completion.usage,
    system_fingerprint: 'fp_sandbox',
  };
}

function tokensOf(reply: Reply): number {
  return (
    countTokens(reply.content) +
    reply.toolCalls.reduce((sum, call) => sum + 8 + countTokens(call.function.arguments), 0)
  );
}
