import { z } from 'zod';

/**
 * The part of OpenAI's chat contract that the gateway itself relies on. Objects are loose: fields it does not know are
 * passed to the backend as they are.
 */
export const ChatMessage = z
  .looseObject({
    role: z.enum(['system', 'user', 'assistant', 'tool'], { error: 'must be one of system, user, assistant, tool' }),
    content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).nullish(),
  })
  .meta({ id: 'ChatMessage' });
export type ChatMessage = z.infer<typeof ChatMessage>;

export const ChatCompletionRequest = z
  .looseObject({
    model: z.string().min(1).max(200),
    messages: z.array(ChatMessage).min(1).max(1000),
    temperature: z.number().min(0, 'must be between 0 and 2').max(2, 'must be between 0 and 2').nullish(),
    max_tokens: z.int().min(1).nullish(),
    max_completion_tokens: z.int().min(1).nullish(),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  })
  .meta({
    id: 'ChatCompletionRequest',
    examples: [{ model: 'tradewind-chat', messages: [{ role: 'user', content: 'What does FOB mean?' }] }],
  });
export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>;
