/** How one request ended: answered, answered with something missing, refused at once with a time to come back, or failed. */
export const outcomes = ['whole', 'degraded', 'refused', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Ending {
  outcome: Outcome;
  /** The stable code of a refusal or failure, and the reasons of a degradation. */
  codes: string[];
}

/** Reads an answer of the product. A refusal is a 429 or a 503 that says when to come back. */
export function endingOf(status: number, retryAfter: string | null, body: unknown): Ending {
  const answer = recordOf(body);
  if (status < 300) {
    const degraded = Array.isArray(answer['degraded']) ? answer['degraded'] : [];
    const reasons = degraded.map((each) => textOf(recordOf(each)['reason'])).filter((reason) => reason !== '');
    return { outcome: reasons.length > 0 ? 'degraded' : 'whole', codes: [...new Set(reasons)] };
  }
  const code = textOf(answer['code']) || textOf(recordOf(answer['error'])['code']) || `http.${status}`;
  const refused = (status === 429 || status === 503) && retryAfter !== null;
  return { outcome: refused ? 'refused' : 'failed', codes: [code] };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
