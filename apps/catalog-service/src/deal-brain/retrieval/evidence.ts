import type { TextHit } from './text-retrieval.js';
import type { VectorHit } from './vector-retrieval.js';

/** How a product was found. Ranks count from 1; null: not by this way. */
export interface Evidence {
  /** The share of what was asked for that the product has in words, 0 to 1. */
  text: number | null;
  textRank: number | null;
  /** Cosine. */
  vector: number | null;
  vectorRank: number | null;
}

interface Found {
  text: readonly (readonly TextHit[])[];
  vector: readonly (readonly VectorHit[])[];
}

/** Product id → the best place it has in any list of each kind. */
export function evidenceOf({ text, vector }: Found): (productId: string) => Evidence {
  const byText = best(text, ({ coverage }) => coverage);
  const byVector = best(vector, ({ similarity }) => similarity);
  return (productId) => {
    const [inText, inVector] = [byText.get(productId), byVector.get(productId)];
    return {
      text: inText?.value ?? null,
      textRank: inText?.rank ?? null,
      vector: inVector?.value ?? null,
      vectorRank: inVector?.rank ?? null,
    };
  };
}

function best<H extends { productId: string }>(
  lists: readonly (readonly H[])[],
  valueOf: (hit: H) => number,
): Map<string, { value: number; rank: number }> {
  const places = new Map<string, { value: number; rank: number }>();
  for (const hits of lists) {
    for (const [index, hit] of hits.entries()) {
      const before = places.get(hit.productId);
      places.set(hit.productId, {
        value: Math.max(valueOf(hit), before?.value ?? 0),
        rank: Math.min(index + 1, before?.rank ?? index + 1),
      });
    }
  }
  return places;
}
