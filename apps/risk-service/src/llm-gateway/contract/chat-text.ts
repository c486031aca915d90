import type { ChatCompletionRequest } from '@tradewind/contracts';
import { estimateTokens } from '@tradewind/upstream';
import { z } from 'zod';

/** What roles and separators cost beside the text of a message. */
const TOKENS_PER_MESSAGE = 4;
/** What a picture costs about, in the providers' usual resolution. */
const TOKENS_PER_ATTACHMENT = 1_000;

const ToolCalls = z.array(z.looseObject({ function: z.looseObject({ arguments: z.string() }) }));

/**
 * Size of a prompt: the text of all messages, tool calls and tool results included. Attachments and tool definitions
 * count for the tokens only; what is not text has no characters.
 */
export function chatText(request: ChatCompletionRequest): { promptCharacters: number; inputTokens: number } {
  let promptCharacters = 0;
  let inputTokens = 0;
  const count = (text: string): void => {
    promptCharacters += text.length;
    inputTokens += estimateTokens(text);
  };
  for (const message of request.messages) {
    inputTokens += TOKENS_PER_MESSAGE;
    if (typeof message.content === 'string') count(message.content);
    else {
      for (const part of message.content ?? []) {
        if (typeof part['text'] === 'string') count(part['text']);
        else inputTokens += TOKENS_PER_ATTACHMENT;
      }
    }
    if (message['tool_calls'] === undefined) continue;
    for (const call of ToolCalls.safeParse(message['tool_calls']).data ?? []) count(call.function.arguments);
  }
  for (const definitions of [request['tools'], request['response_format']]) {
    if (definitions !== undefined) inputTokens += estimateTokens(JSON.stringify(definitions));
  }
  return { promptCharacters, inputTokens };
}
