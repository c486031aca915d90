import { UpstreamError } from '@tradewind/upstream';
import type { z } from 'zod';

/** Some models wrap JSON in a code fence even when asked not to. */
const FENCE = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/;

/**
 * Reads a language model's structured answer.
 *
 * @throws UpstreamError `upstream.malformed` when it is not JSON or not of the wanted shape.
 */
export function parseAnswer<S extends z.ZodType>(content: string, schema: S): z.infer<S> {
  const parsed = schema.safeParse(readJson(FENCE.exec(content)?.[1] ?? content));
  if (parsed.success) return parsed.data;
  throw new UpstreamError('upstream.malformed', 'The language model did not answer in the form it was asked for.');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
