import { textOf, type ChatRequest } from '../openai/chat-schema.js';
import { tokenize } from '../openai/tokens.js';
import { chat } from './chat.js';
import { conform } from './conform.js';
import { fillSchema } from './fill-schema.js';
import type { Reply } from './reply.js';
import { readTask, solveTask } from './tasks/index.js';
import { callTools } from './tools.js';

/** What the stand-in model says: computed from the request alone, so the same request always gets the same answer. */
export function respond(request: ChatRequest): Reply {
  const toolCalls = callTools(request);
  if (toolCalls.length > 0) return { content: '', toolCalls, finishReason: 'tool_calls' };
  return { ...limit(contentFor(request), request), toolCalls: [] };
}

function contentFor(request: ChatRequest): string {
  const last = request.messages.findLast((message) => message.role === 'user');
  const said = last === undefined ? '' : textOf(last);
  if (request.model === 'sandbox-echo') return said;
  const format = request.response_format;
  const task = readTask(said);
  const solved = task === undefined ? undefined : solveTask(task);
  if (format?.type === 'json_schema') {
    const schema = format.json_schema.schema ?? {};
    return JSON.stringify(solved === undefined ? fillSchema(schema, said) : conform(solved, schema));
  }
  if (solved !== undefined) return JSON.stringify(solved);
  const spoken = chat(request.messages);
  return format?.type === 'json_object' ? JSON.stringify({ answer: spoken }) : spoken;
}

/** Stop sequences first, then the token limit, as a real server applies them. */
function limit(content: string, request: ChatRequest): Pick<Reply, 'content' | 'finishReason'> {
  const stops = [request.stop ?? []].flat().filter((stop) => stop !== '');
  const ends = stops.map((stop) => content.indexOf(stop)).filter((at) => at >= 0);
  const stopped = ends.length > 0 ? content.slice(0, Math.min(...ends)) : content;
  const maxTokens = request.max_completion_tokens ?? request.max_tokens;
  if (maxTokens === null || maxTokens === undefined) return { content: stopped, finishReason: 'stop' };
  const tokens = tokenize(stopped);
  if (tokens.length <= maxTokens) return { content: stopped, finishReason: 'stop' };
  return { content: tokens.slice(0, maxTokens).join(''), finishReason: 'length' };
}
