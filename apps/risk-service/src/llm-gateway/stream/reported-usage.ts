import { z } from 'zod';

/** Tokens as the upstream counted them. */
export interface ReportedUsage {
  inputTokens: number;
  outputTokens: number;
}

const Count = z.int().min(0);

const Usage = z.object({
  prompt_tokens: Count.optional(),
  completion_tokens: Count.optional(),
  total_tokens: Count.optional(),
});

/**
 * Reads the `usage` of an answer; undefined when there is none that can be trusted. Embedding and rerank answers have no
 * output, and some of them give a total only. A zero is a report like any other.
 */
export function readUsage(value: unknown): ReportedUsage | undefined {
  const usage = Usage.safeParse(value).data;
  if (usage === undefined) return undefined;
  const { prompt_tokens, completion_tokens = 0, total_tokens } = usage;
  const inputTokens =
    prompt_tokens ?? (total_tokens === undefined ? undefined : Math.max(0, total_tokens - completion_tokens));
  return inputTokens === undefined ? undefined : { inputTokens, outputTokens: completion_tokens };
}
