import { Injectable } from '@nestjs/common';
import type { UsageDimension, UsageQuery, UsageReportPage, UsageReportRow } from '@tradewind/contracts';
import { badRequest, Database, decodeCursor, encodeCursor } from '@tradewind/platform';
import { z } from 'zod';
import { latencyQuantile } from '../statistics/latency-buckets.js';
import { usageSql } from './usage-sql.js';

const HOUR_MS = 3_600_000;
const DEFAULT_SPAN_MS = { hour: 24 * HOUR_MS, day: 30 * 24 * HOUR_MS };
const Position = z.int().min(0);

/** What is asked for, with everything decided. */
export interface UsageQuestion {
  readonly groupBy: readonly UsageDimension[];
  readonly from: Date;
  readonly to: Date;
  readonly granularity: UsageQuery['granularity'];
}

interface SqlRow {
  start: Date;
  tenant_id?: string;
  tenant_name?: string | null;
  app_id?: string;
  app_name?: string | null;
  feature?: string;
  server?: string;
  model?: string;
  currency: string;
  requests: number;
  ok: number;
  refused: number;
  failed: number;
  aborted: number;
  estimated: number;
  input_tokens: number;
  output_tokens: number;
  searches: number;
  latency_sum_ms: number;
  first_byte_sum_ms: number;
  first_byte_count: number;
  cost: string;
  histogram: number[];
}

/** Decides what a query leaves open. @throws AppError 400 when it ends before it begins */
export function questionOf(query: UsageQuery, now: Date): UsageQuestion {
  const to = query.to === undefined ? now : new Date(query.to);
  const from =
    query.from === undefined ? new Date(to.getTime() - DEFAULT_SPAN_MS[query.granularity]) : new Date(query.from);
  if (from >= to) {
    throw badRequest('request.invalid', '"from" must lie before "to".', [
      { path: 'from', message: 'must lie before "to"' },
    ]);
  }
  // An hour that has begun is a whole hour.
  const startOfHour = new Date(Math.floor(from.getTime() / HOUR_MS) * HOUR_MS);
  return { groupBy: query.group_by, from: startOfHour, to, granularity: query.granularity };
}

/** Reads the hourly statistics; single calls are never looked at. */
@Injectable()
export class UsageReport {
  constructor(private readonly database: Database) {}

  /** One page, in the order of time and then of the groups. @throws AppError 400 `request.cursor_invalid` */
  async page(question: UsageQuestion, limit: number, cursor?: string): Promise<UsageReportPage> {
    const skip = cursor === undefined ? 0 : decodeCursor(Position, cursor);
    const { groupBy, from, to, granularity } = question;
    const rows = await this.database.system((manager) =>
      manager.query<SqlRow[]>(usageSql(groupBy), [from, to, granularity, limit + 1, skip]),
    );
    return {
      data: rows.slice(0, limit).map(toReport),
      next_cursor: rows.length > limit ? encodeCursor(skip + limit) : null,
    };
  }

  /** All of it, page by page. */
  async *rows(question: UsageQuestion): AsyncGenerator<UsageReportRow, void, undefined> {
    const PAGE_ROWS = 1_000;
    let cursor: string | undefined;
    do {
      const page = await this.page(question, PAGE_ROWS, cursor);
      yield* page.data;
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
  }
}

function toReport(row: SqlRow): UsageReportRow {
  return {
    start: row.start.toISOString(),
    ...(row.tenant_id !== undefined && { tenant_id: row.tenant_id, tenant: row.tenant_name ?? null }),
    ...(row.app_id !== undefined && { app_id: row.app_id, app: row.app_name ?? null }),
    ...(row.feature !== undefined && { feature: row.feature }),
    ...(row.server !== undefined && { server: row.server === '' ? null : row.server }),
    ...(row.model !== undefined && { model: row.model === '' ? null : row.model }),
    requests: row.requests,
    ok: row.ok,
    errors: { refused: row.refused, failed: row.failed, aborted: row.aborted },
    estimated: row.estimated,
    input_tokens: row.input_tokens,
    output_tokens: row.output_tokens,
    searches: row.searches,
    cost: { amount: row.cost, currency: row.currency },
    latency_ms: latencyOf(row),
    first_byte_ms: row.first_byte_count === 0 ? null : rounded(row.first_byte_sum_ms / row.first_byte_count),
  };
}

function latencyOf({ ok, latency_sum_ms: sum, histogram }: SqlRow): UsageReportRow['latency_ms'] {
  const p50 = latencyQuantile(histogram, 0.5);
  const p95 = latencyQuantile(histogram, 0.95);
  return p50 === undefined || p95 === undefined ? null : { mean: rounded(sum / ok), p50, p95 };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
