import type { UsageReportRow } from '@tradewind/contracts';
import type { UsageQuestion } from './usage-report.js';

type Cell = string | number | null | undefined;

const GROUPS = {
  tenant: ['tenant_id', 'tenant'],
  app: ['app_id', 'app'],
  feature: ['feature'],
  server: ['server'],
  model: ['model'],
} as const;

const FIGURES: Record<string, (row: UsageReportRow) => Cell> = {
  requests: (row) => row.requests,
  ok: (row) => row.ok,
  refused: (row) => row.errors.refused,
  failed: (row) => row.errors.failed,
  aborted: (row) => row.errors.aborted,
  estimated: (row) => row.estimated,
  input_tokens: (row) => row.input_tokens,
  output_tokens: (row) => row.output_tokens,
  searches: (row) => row.searches,
  cost: (row) => row.cost.amount,
  currency: (row) => row.cost.currency,
  latency_mean_ms: (row) => row.latency_ms?.mean,
  latency_p50_ms: (row) => row.latency_ms?.p50,
  latency_p95_ms: (row) => row.latency_ms?.p95,
  first_byte_ms: (row) => row.first_byte_ms,
};

/** The report as RFC 4180 wants it: a line of names, then a line for each row, ended by CR LF. */
export async function* usageCsv(
  { groupBy }: Pick<UsageQuestion, 'groupBy'>,
  rows: AsyncIterable<UsageReportRow>,
): AsyncGenerator<string, void, undefined> {
  const groups = groupBy.flatMap((dimension): readonly (keyof UsageReportRow & string)[] => GROUPS[dimension]);
  yield line(['start', ...groups, ...Object.keys(FIGURES)]);
  for await (const row of rows) {
    const named = groups.map((name) => row[name] as Cell);
    yield line([row.start, ...named, ...Object.values(FIGURES).map((figure) => figure(row))]);
  }
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Names come from callers: what a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
