import type { OpenAiError } from '@tradewind/contracts';
import type { ProblemAnswer } from './problem.js';

/** Callers of `/v1` are OpenAI clients and understand that shape only. */
export function isOpenAiPath(url: string): boolean {
  return /^\/v1(?:[/?#]|$)/.test(url);
}

/** OpenAI's `type` of an error, which its clients switch on beside the status. */
function typeOf(status: number): string {
  switch (status) {
    case 401:
      return 'authentication_error';
    case 403:
      return 'permission_error';
    case 404:
      return 'not_found_error';
    case 429:
      return 'rate_limit_error';
    default:
      return status >= 500 ? 'server_error' : 'invalid_request_error';
  }
}

/** The same refusal in OpenAI's shape, for callers of `/v1`. */
export function openAiErrorOf({ body }: ProblemAnswer): OpenAiError {
  return {
    error: {
      message: body.detail,
      type: typeOf(body.status),
      param: body.errors?.[0]?.path ?? null,
      code: body.code,
    },
  };
}
