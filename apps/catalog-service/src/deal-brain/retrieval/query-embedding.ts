import { degrade, withDeadline, type EmbeddingPort } from '@tradewind/upstream';
import { stageMs } from '../stage-share.js';

/** A query is one short text: what takes longer than this is trouble, and full text alone answers too. */
const MAX_MS = 1200;
const SHARE = 0.3;

/** The vector of a query, or null, noted as degradation of the stage `embedding`, when it does not come in time. */
export async function embedQuery(port: EmbeddingPort, query: string): Promise<number[] | null> {
  return degrade(
    'embedding',
    async () => {
      const { vectors } = await withDeadline(stageMs(SHARE, MAX_MS), () => port.embed([query]));
      return vectors[0] ?? null;
    },
    () => null,
  );
}
