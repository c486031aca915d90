import { currentScope, isUpstreamError, type UpstreamError, type UpstreamErrorCode } from '@tradewind/upstream';
import { isPassing } from '../pipeline/obstacles.js';
import { UnusableExtraction } from './product-extractor.js';

/** The language model cannot be had at the moment. */
export class ModelAway extends Error {
  override readonly name = 'ModelAway';

  constructor(readonly reason: UpstreamError) {
    super(reason.code, { cause: reason });
  }
}

/** The model's own trouble: neither a refusal of ours, which only means that others come first, nor the end of the task's time. */
export function isModelAway(error: unknown): error is UpstreamError {
  if (!isUpstreamError(error) || !isPassing(error) || currentScope().deadline.aborted) return false;
  return !error.code.startsWith('capacity.') && !error.code.startsWith('quota.');
}

/** Why an answer is of no use and would be none if asked for again; undefined for any other failure. */
export function answerFault(error: unknown): UpstreamErrorCode | undefined {
  if (error instanceof UnusableExtraction) return 'upstream.malformed';
  if (!isUpstreamError(error)) return undefined;
  return error.code === 'upstream.rejected' || error.code === 'upstream.too_large' ? error.code : undefined;
}
