import type { AppError } from '@tradewind/platform';

/** As long as a refusal is repeated without asking the database again. Short: a place that comes free is noticed this late at most. */
const REMEMBERED_MS = 100;
const MAX_TENANTS = 1_000;

/** Lets a flood of posts to a full queue be refused at memory speed, instead of making the database count for each of them. */
export class RecentRefusals {
  private readonly refusals = new Map<string, { refusal: AppError; untilMs: number }>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  remember(tenantId: string, refusal: AppError): void {
    if (this.refusals.size >= MAX_TENANTS) this.refusals.clear();
    this.refusals.set(tenantId, { refusal, untilMs: this.nowMs() + REMEMBERED_MS });
  }

  /** @throws AppError the refusal this tenant got a moment ago */
  check(tenantId: string): void {
    const recent = this.refusals.get(tenantId);
    if (!recent) return;
    if (this.nowMs() < recent.untilMs) throw recent.refusal;
    this.refusals.delete(tenantId);
  }
}
