import { asObject } from './chat-texts.js';

/** Tokens as the upstream counted them. */
export interface ReportedUsage {
  inputTokens: number;
  outputTokens: number;
}

/**
 * Reads the `usage` of an answer; undefined when there is none that can be trusted. Embedding and rerank answers have no
 * output, and some of them give a total only. A zero is a report like any other.
 */
export function readUsage(value: unknown): ReportedUsage | undefined {
  const usage = asObject(value);
  if (usage === undefined) return undefined;
  const { prompt_tokens: prompt, completion_tokens: completion = 0, total_tokens: total } = usage;
  if (!isCount(completion) || !isCountOrMissing(prompt) || !isCountOrMissing(total)) return undefined;
  const inputTokens = prompt ?? (total === undefined ? undefined : Math.max(0, total - completion));
  return inputTokens === undefined ? undefined : { inputTokens, outputTokens: completion };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCountOrMissing(value: unknown): value is number | undefined {
  return value === undefined || isCount(value);
}
