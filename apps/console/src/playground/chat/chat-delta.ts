export interface ChatUsage {
  input: number;
  output: number;
}

interface Chunk {
  choices?: { delta?: { content?: string | null } }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null;
}

/** What one `data:` line of a streamed completion adds; the last one says how many tokens it took. */
export function chatDelta(data: string): { text: string; usage: ChatUsage | undefined } {
  if (data === '[DONE]') return { text: '', usage: undefined };
  const { choices, usage } = JSON.parse(data) as Chunk;
  return {
    text: choices?.[0]?.delta?.content ?? '',
    usage: usage ? { input: usage.prompt_tokens, output: usage.completion_tokens } : undefined,
  };
}
