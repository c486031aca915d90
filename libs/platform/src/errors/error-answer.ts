import type { Logger } from '@nestjs/common';
import { appErrorOf } from './classify.js';
import { isOpenAiPath, openAiErrorOf } from './openai-error.js';
import { answerOf } from './problem.js';

/** An error as it is sent. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string;
}

/** The answer to `error` in the shape of the path; what is our own fault is logged. */
export function errorAnswer(error: unknown, url: string, requestId: string, logger: Logger): ErrorAnswer {
  const appError = appErrorOf(error);
  if (appError.status >= 500) {
    // A refusal because something outside is down is no fault to be mended here: one line, no stack.
    if (appError.code === 'internal') logger.error({ requestId, err: error, msg: 'Unexpected error' });
    else logger.warn({ requestId, code: appError.code, cause: causeOf(error), msg: 'Request could not be served' });
  }
  const answer = answerOf(appError, requestId);
  const { status, headers } = answer;
  return isOpenAiPath(url)
    ? { status, headers, contentType: 'application/json; charset=utf-8', body: JSON.stringify(openAiErrorOf(answer)) }
    : { status, headers, contentType: 'application/problem+json; charset=utf-8', body: JSON.stringify(answer.body) };
}

function causeOf(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return root instanceof Error ? root.message : String(root);
}
