import { UpstreamError } from '../errors/upstream-error.js';
import { RetrySlots } from '../retry/retry-slots.js';

export type CapacityCode = 'capacity.queue_full' | 'capacity.wait_too_long' | 'capacity.evicted';

const MESSAGES: Readonly<Record<CapacityCode, string>> = {
  'capacity.queue_full': 'Too many callers are waiting already.',
  'capacity.wait_too_long': 'The wait would have been longer than the deadline allows.',
  'capacity.evicted': 'The caller had to make room in a full queue.',
};

/** While nobody knows how long a call takes. */
const UNKNOWN_SERVICE_MS = 1000;

/** Makes a budget's refusals, each with a moment of its own to come back. */
export class CapacityRefusals {
  readonly #slots = new RetrySlots();

  constructor(private readonly budget: string) {}

  /**
   * @param serviceMs typical duration of a call; 0 when unknown
   * @param blockedMs time for which nobody can be served at all
   */
  make(
    code: CapacityCode,
    nowMs: number,
    waiting: number,
    serviceMs: number,
    limit: number,
    blockedMs: number,
  ): UpstreamError {
    const spacingMs = (serviceMs > 0 ? serviceMs : UNKNOWN_SERVICE_MS) / Math.max(1, limit);
    const firstMs = Math.max((waiting + 1) * spacingMs, blockedMs);
    return new UpstreamError(code, MESSAGES[code], {
      retryAfterMs: this.#slots.next(nowMs, firstMs, spacingMs),
      details: { budget: this.budget },
    });
  }
}
