import { degrade, withDeadline, type EmbeddingPort } from '@tradewind/upstream';

const BATCH_SIZE = 32;
/** Of one caller's batches; the budget bounds all callers' together. */
const BATCHES_IN_FLIGHT = 4;

/**
 * Embeds texts in batches. Stops at the first failure or after `maxMs`, which is reported as degradation of the stage `embedding`;
 * what had been embedded by then is kept, the rest is null.
 */
export async function embedTexts(
  port: EmbeddingPort,
  texts: readonly string[],
  maxMs: number,
): Promise<(number[] | null)[]> {
  if (texts.length === 0) return [];
  const vectors = new Array<number[] | null>(texts.length).fill(null);
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < texts.length && !failed) {
      const start = next;
      next += BATCH_SIZE;
      try {
        const { vectors: embedded } = await port.embed(texts.slice(start, start + BATCH_SIZE));
        for (const [index, vector] of embedded.entries()) vectors[start + index] = vector;
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await degrade(
    'embedding',
    () => withDeadline(maxMs, () => Promise.all(Array.from({ length: BATCHES_IN_FLIGHT }, worker))),
    () => {
      failed = true;
      return [];
    },
  );
  return [...vectors];
}
