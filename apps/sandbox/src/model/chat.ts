import { textOf, type ChatMessage } from '../openai/chat-schema.js';
import { languageOf } from '../text/normalise.js';
import { answerFromHandbook } from './handbook.js';
import { summarise } from './summary.js';

/** Free conversation: a tool's result in words, the trade handbook, else a summary of what was said. */
export function chat(messages: readonly ChatMessage[]): string {
  const last = messages.at(-1);
  if (last?.role === 'tool') return aboutToolResult(messages);
  const said = lastWords(messages);
  const handbook = answerFromHandbook(said);
  if (handbook !== undefined) return handbook;
  const chinese = languageOf(said) === 'zh';
  if (said.trim() === '') return chinese ? '请告诉我您需要什么。' : 'Please tell me what you need.';
  const earlier = messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(textOf)
    .join('\n');
  const context = said.length < 200 && earlier.length > 400 ? `${earlier}\n${said}` : said;
  const gist = summarise(context, 3);
  return chinese ? `要点如下：${gist}` : `In short: ${gist}`;
}

function aboutToolResult(messages: readonly ChatMessage[]): string {
  const results = messages.slice(messages.findLastIndex(({ role }) => role === 'assistant') + 1).map(textOf);
  const chinese = languageOf(lastWords(messages)) === 'zh';
  const read = results.map(inWords).join(chinese ? '；' : '; ');
  return chinese ? `根据工具返回的结果：${read}。` : `According to the tool: ${read}.`;
}

/** `{"price": 12, "unit": "USD"}` becomes `price 12, unit USD`. */
function inWords(result: string): string {
  try {
    return flatten(JSON.parse(result));
  } catch {
    return summarise(result, 2).replace(/[.。]$/, '');
  }
}

function flatten(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, 10).map(flatten).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, one]) => `${key.replaceAll('_', ' ')} ${flatten(one)}`)
    .join(', ');
}

function lastWords(messages: readonly ChatMessage[]): string {
  const last = messages.findLast((message) => message.role === 'user');
  return last === undefined ? '' : textOf(last);
}
