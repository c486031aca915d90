import type { Check, Report } from '@tradewind/contracts';
import { notFound } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { type ClaimResult, type KeyedRequest, KeyStore } from '../idempotency/key-store.js';
import type { Alongside } from '../answers/alongside.js';
import type { Page } from '../answers/page.js';
import type { JournalEntry } from '../runs/journal.js';
import { RunStore, type StoredRun } from '../runs/run-store.js';
import { ReportStore } from '../nexus-assess/store/report-store.js';
import { CheckStore } from '../shadow-hunter/store/check-store.js';

/** Stands for the transaction, which the stores in memory do not have. */
const NO_MANAGER = {} as EntityManager;

export class MemoryCheckStore extends CheckStore {
  readonly checks = new Map<string, Check>();

  override async insert(check: Check, alongside?: Alongside): Promise<void> {
    await alongside?.(NO_MANAGER);
    this.checks.set(check.check_id, check);
  }

  override get(checkId: string): Promise<Check> {
    const check = this.checks.get(checkId);
    return check ? Promise.resolve(check) : Promise.reject(notFound('check', checkId));
  }

  override list(): Promise<Page<Check>> {
    return Promise.resolve({ data: [...this.checks.values()].reverse(), next_cursor: null });
  }
}

export class MemoryReportStore extends ReportStore {
  readonly reports = new Map<string, Report>();

  override async insert(report: Report, alongside?: Alongside): Promise<void> {
    await alongside?.(NO_MANAGER);
    this.reports.set(report.report_id, report);
  }

  override get(reportId: string): Promise<Report> {
    const report = this.reports.get(reportId);
    return report ? Promise.resolve(report) : Promise.reject(notFound('report', reportId));
  }

  override list(): Promise<Page<Report>> {
    return Promise.resolve({ data: [...this.reports.values()].reverse(), next_cursor: null });
  }
}

export class MemoryKeyStore extends KeyStore {
  readonly held = new Map<string, { fingerprint: string; claim: string; resultId?: string }>();

  override claim(request: KeyedRequest, claim: string): Promise<ClaimResult> {
    const name = `${request.operation} ${request.key}`;
    const held = this.held.get(name);
    if (held === undefined) {
      this.held.set(name, { fingerprint: request.fingerprint, claim });
      return Promise.resolve({ state: 'claimed', claim });
    }
    if (held.fingerprint !== request.fingerprint) return Promise.resolve({ state: 'other_body' });
    return Promise.resolve(
      held.resultId === undefined
        ? { state: 'running', claim: held.claim }
        : { state: 'done', resultId: held.resultId },
    );
  }

  override settle(_: EntityManager, claim: string, resultId: string): Promise<void> {
    for (const held of this.held.values()) if (held.claim === claim) held.resultId = resultId;
    return Promise.resolve();
  }

  override release(claim: string): Promise<void> {
    for (const [name, held] of this.held) if (held.claim === claim) this.held.delete(name);
    return Promise.resolve();
  }
}

export class MemoryRunStore extends RunStore {
  readonly runs = new Map<string, { operation: string; entries: JournalEntry[]; state: StoredRun['state'] }>();

  override open(operation: string, id: string): Promise<void> {
    this.runs.set(id, { operation, entries: [], state: 'running' });
    return Promise.resolve();
  }

  override append(id: string, entries: readonly JournalEntry[], ended: boolean): Promise<void> {
    const run = this.runs.get(id);
    run?.entries.push(...entries);
    if (run !== undefined && ended) run.state = 'ended';
    return Promise.resolve();
  }

  override read(operation: string, id: string, after: number): Promise<StoredRun | undefined> {
    const run = this.runs.get(id);
    if (run?.operation !== operation) return Promise.resolve(undefined);
    return Promise.resolve({ entries: run.entries.filter((entry) => entry.id > after), state: run.state });
  }
}
