import { createHash } from 'node:crypto';
import { textOf, type ChatRequest, type ChatTool } from '../openai/chat-schema.js';
import { concepts } from '../text/glossary.js';
import { terms } from '../text/words.js';
import { fillSchema } from './fill-schema.js';
import type { ToolCall } from './reply.js';

/** Which of the offered functions the user's words ask for, with arguments taken from those words. */
export function callTools(request: ChatRequest): ToolCall[] {
  const last = request.messages.at(-1);
  const choice = request.tool_choice ?? 'auto';
  const tools = request.tools ?? [];
  // After a tool has answered, its result is put in words unless another call is demanded by name.
  if (tools.length === 0 || choice === 'none' || last === undefined || last.role === 'tool') return [];
  const said = textOf(last);
  const chosen = choose(tools, said, choice, request.parallel_tool_calls !== false);
  return chosen.map((tool) => {
    const args = JSON.stringify(fillSchema(tool.function.parameters ?? { type: 'object' }, said));
    return {
      id: callId(tool.function.name, args),
      type: 'function',
      function: { name: tool.function.name, arguments: args },
    };
  });
}

function choose(
  tools: ChatTool[],
  said: string,
  choice: NonNullable<ChatRequest['tool_choice']>,
  several: boolean,
): ChatTool[] {
  if (typeof choice === 'object')
    return tools.filter((tool) => tool.function.name === choice.function.name).slice(0, 1);
  const named = tools.filter((tool) => said.toLowerCase().includes(tool.function.name.toLowerCase()));
  if (named.length > 0) return several ? named : named.slice(0, 1);
  const words = features(said);
  const scored = tools
    .map((tool) => ({
      tool,
      score: overlap(words, features(`${tool.function.name.replaceAll('_', ' ')} ${tool.function.description ?? ''}`)),
    }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  return best !== undefined && (best.score > 0 || choice === 'required') ? [best.tool] : [];
}

function features(text: string): Set<string> {
  return new Set([...terms(text), ...concepts(text)]);
}

function overlap(a: Set<string>, b: Set<string>): number {
  return [...a].filter((one) => b.has(one)).length;
}

function callId(name: string, args: string): string {
  return `call_${createHash('sha256').update(`${name}\n${args}`).digest('hex').slice(0, 24)}`;
}
