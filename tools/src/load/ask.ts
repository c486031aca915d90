import { z } from 'zod';
import type { Outcome } from './tally.js';

const Problem = z.object({ code: z.string() });
const OpenAiError = z.object({ error: z.object({ code: z.string() }) });

export interface Asked {
  outcome: Outcome;
  /** The answer's JSON; undefined for a stream and for what failed. */
  body?: unknown;
}

export interface Question {
  url: string;
  key: string;
  body: object;
  /** How a stream says that it is complete; without it the answer is one JSON document. */
  streamEnd?: RegExp;
  headers?: Record<string, string>;
  timeoutMs: number;
}

/** One request, judged. Never throws, and nothing is tried twice. */
export async function ask({ url, key, body, streamEnd, headers, timeoutMs }: Question): Promise<Asked> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(streamEnd === undefined ? {} : { accept: 'text/event-stream' }),
        ...headers,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    if (!answer.ok) return { outcome: refusal(answer.status, text) };
    if (streamEnd !== undefined) return { outcome: endOfStream(text, streamEnd) };
    return { outcome: { kind: 'served' }, body: JSON.parse(text) as unknown };
  } catch (error) {
    return { outcome: { kind: 'broken', reason: reasonOf(error) } };
  }
}

function refusal(status: number, text: string): Outcome {
  const code = codeIn(text);
  return code === undefined
    ? { kind: 'broken', reason: `status ${status} without a code: ${text.slice(0, 80)}` }
    : { kind: 'refused', status, code };
}

function endOfStream(text: string, streamEnd: RegExp): Outcome {
  if (streamEnd.test(text)) return { kind: 'served' };
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  const code = codeIn(last.replace(/^data: /, ''));
  return code === undefined
    ? { kind: 'broken', reason: `a stream ended after ${JSON.stringify(last.slice(0, 80))}` }
    : { kind: 'cut', code };
}

function codeIn(text: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const problem = Problem.safeParse(json);
  if (problem.success) return problem.data.code;
  const openAi = OpenAiError.safeParse(json);
  return openAi.success ? openAi.data.error.code : undefined;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : `${error.name}: ${error.message}`;
}
