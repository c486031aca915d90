import type { CheckRequest, Evidence } from '@tradewind/contracts';
import type { LlmPort } from '@tradewind/upstream';
import type { CostMeter } from '../../costs/cost-meter.js';
import { readVerifyAnswer, type Verified } from './verify-answer.js';
import { verifyRequest } from './verify-prompt.js';

/**
 * Lets the language model read the evidence.
 *
 * @throws UpstreamError when the call fails or its answer is not of the form asked for; what was paid is counted either way.
 */
export async function verifyCompany(
  llm: LlmPort,
  subject: CheckRequest,
  evidence: readonly Evidence[],
  meter: CostMeter,
): Promise<Verified> {
  const result = await llm.complete(verifyRequest(subject, evidence));
  meter.addTokens(result.usage);
  return readVerifyAnswer(result.content, new Set(evidence.map((item) => item.evidence_id)));
}
