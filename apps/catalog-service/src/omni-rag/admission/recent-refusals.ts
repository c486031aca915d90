/** Why a task is not let in. */
export type RefusalKind = 'queue.full' | 'queue.tenant_quota';

/** As long as a refusal is repeated without asking the database again. Short: a place that comes free is noticed this late at most. */
const REMEMBERED_MS = 100;
const MAX_TENANTS = 1_000;

/** Lets a flood of posts to a full queue be refused at memory speed, instead of making the database count for each of them. */
export class RecentRefusals {
  private readonly refusals = new Map<string, { kind: RefusalKind; untilMs: number }>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  remember(tenantId: string, kind: RefusalKind): void {
    if (this.refusals.size >= MAX_TENANTS) this.refusals.clear();
    this.refusals.set(tenantId, { kind, untilMs: this.nowMs() + REMEMBERED_MS });
  }

  /** Why this tenant was refused a moment ago. */
  of(tenantId: string): RefusalKind | undefined {
    const recent = this.refusals.get(tenantId);
    if (!recent) return undefined;
    if (this.nowMs() < recent.untilMs) return recent.kind;
    this.refusals.delete(tenantId);
    return undefined;
  }
}
