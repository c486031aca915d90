import type { Reply, ToolCall } from '../model/reply.js';
import { breakJson } from '../dials/call-plan.js';
import type { Completion } from './completion.js';
import type { ChatRequest } from './chat-schema.js';
import { logprobsOf } from './logprobs.js';
import { tokenize } from './tokens.js';

/** A long answer is sent in larger pieces rather than in more than about this many. */
const maxDeltas = 400;

/**
 * The server-sent events of a streamed completion in order: a chunk with the role, content or tool-call deltas, a chunk
 * with the finish reason, the usage chunk when asked for, `[DONE]`.
 */
export function streamEvents(body: ChatRequest, completion: Completion, broken: boolean): string[] {
  const withUsage = body.stream_options?.include_usage === true;
  const base = {
    id: completion.id,
    object: 'chat.completion.chunk',
    created: completion.created,
    model: completion.model,
    system_fingerprint: 'fp_sandbox',
  };
  const chunk = (index: number, delta: object, finishReason: string | null = null, logprobs: object | null = null) =>
    event({
      ...base,
      choices: [{ index, delta, logprobs, finish_reason: finishReason }],
      ...(withUsage && { usage: null }),
    });
  const events = completion.replies.flatMap((reply, index) => [
    chunk(index, { role: 'assistant', content: reply.toolCalls.length > 0 ? null : '', refusal: null }),
    ...contentDeltas(reply).map((content) =>
      chunk(index, { content }, null, body.logprobs === true ? { content: logprobsOf(content), refusal: null } : null),
    ),
    ...reply.toolCalls.flatMap(toolDeltas).map((call) => chunk(index, { tool_calls: [call] })),
    chunk(index, {}, reply.finishReason),
  ]);
  if (withUsage) events.push(event({ ...base, choices: [], usage: completion.usage }));
  if (broken) breakOne(events);
  return [...events, 'data: [DONE]\n\n'];
}

function contentDeltas(reply: Reply): string[] {
  if (reply.toolCalls.length > 0) return [];
  const tokens = tokenize(reply.content);
  const perDelta = Math.max(1, Math.ceil(tokens.length / maxDeltas));
  const deltas: string[] = [];
  for (let at = 0; at < tokens.length; at += perDelta) deltas.push(tokens.slice(at, at + perDelta).join(''));
  return deltas;
}

/** The name comes first with empty arguments, then the arguments in pieces, as OpenAI sends them. */
function toolDeltas(call: ToolCall, index: number): object[] {
  const { id, type, function: called } = call;
  const pieces = called.arguments.match(/[\s\S]{1,16}/g) ?? [];
  return [
    { index, id, type, function: { name: called.name, arguments: '' } },
    ...pieces.map((piece) => ({ index, function: { arguments: piece } })),
  ];
}

function breakOne(events: string[]): void {
  const at = Math.floor(events.length / 2);
  events[at] = `${breakJson(events[at] ?? '').trimEnd()}\n\n`;
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
