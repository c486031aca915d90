import type { LlmPort } from '@tradewind/upstream';
import type { CostMeter } from '../../costs/cost-meter.js';
import { readVerifyAnswer, type Verified } from './verify-answer.js';
import { type Case, verifyRequest } from './verify-prompt.js';

/**
 * Lets the language model read the evidence.
 *
 * @throws UpstreamError when the call fails or its answer is not of the form asked for; what was paid is counted either way.
 */
export async function verifyCompany(llm: LlmPort, given: Case, meter: CostMeter): Promise<Verified> {
  const result = await llm.complete(verifyRequest(given));
  meter.addTokens(result.usage, result.model);
  return readVerifyAnswer(result.content, given.evidence);
}
