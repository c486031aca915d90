import { OpenAiError, Problem } from '@tradewind/contracts';
import type { Delivered } from './deliver.js';
import type { HostileRequest } from './request.js';

/**
 * Refusals with a status of 500 and more: something outside is slow, away or too busy, and the code says what. Every other answer of
 * 500 and more is a fault of the services' own.
 */
const REFUSALS: Readonly<Record<string, number>> = {
  'breaker.open': 503,
  'upstream.unreachable': 503,
  'upstream.timeout': 504,
  'deadline.exceeded': 504,
  'database.unavailable': 503,
  'database.conflict': 503,
  'queue.unavailable': 503,
  'ledger.unavailable': 503,
  'service.not_ready': 503,
  'service.stopping': 503,
};
/** What the caller has no use for, and an attacker has: stack traces, statements, names of files and packages. */
const INTERNALS =
  /\n\s+at \S+ \(|node_modules|\/src\/|\/dist\/|QueryFailedError|\bSQLSTATE\b|syntax error at or near|relation "|FST_ERR_|ECONNREFUSED/;

export interface Verdict {
  /** Undefined: as it should be. */
  fault: string | undefined;
  isServerError: boolean;
  /** Of a refusal: its code. */
  code: string | undefined;
}

export function judge(hostile: HostileRequest, delivered: Delivered): Verdict {
  const asItShould: Verdict = { fault: undefined, isServerError: false, code: undefined };
  if ('instead' in delivered) {
    const mayBeLeftWithout = hostile.delivery === 'raw' || hostile.delivery === 'cut off';
    return mayBeLeftWithout ? asItShould : { ...asItShould, fault: `no answer: ${delivered.instead}` };
  }
  const { status, headers, text } = delivered.answer;
  if (status < 400) {
    const internal = /^event: error\ndata: .*"code":"internal"/m.test(text);
    return internal ? { fault: 'a stream ended with "internal"', isServerError: true, code: 'internal' } : asItShould;
  }
  const code = codeOf(text);
  if (status >= 500 && (code === undefined || REFUSALS[code] !== status)) {
    return { fault: `${status} ${code ?? 'without a code'}`, isServerError: true, code };
  }
  return { fault: shapeFault(hostile, headers, text, code), isServerError: false, code };
}

function shapeFault(
  { method, delivery }: HostileRequest,
  headers: Readonly<Record<string, unknown>>,
  text: string,
  code: string | undefined,
): string | undefined {
  const leaked = INTERNALS.exec(text)?.[0];
  if (leaked !== undefined) return `the refusal gives away ${JSON.stringify(leaked.trim())}`;
  if (delivery === 'raw') return undefined;
  if (headers['x-content-type-options'] !== 'nosniff') return 'a refusal without the security headers';
  if (typeof headers['x-request-id'] !== 'string') return 'a refusal without a request id';
  return method !== 'HEAD' && code === undefined
    ? `a refusal in no documented shape: ${text.slice(0, 120)}`
    : undefined;
}

/** The code of a problem document, or of OpenAI's error object. */
function codeOf(text: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const problem = Problem.safeParse(json);
  if (problem.success) return problem.data.code;
  const openAi = OpenAiError.safeParse(json);
  return openAi.success ? (openAi.data.error.code ?? undefined) : undefined;
}
