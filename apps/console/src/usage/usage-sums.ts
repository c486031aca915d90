import type { UsageDimension, UsageReportRow } from '@tradewind/contracts';

/** Sums over rows. Latency is the mean over answered calls and the worst p95 of an hour or day: quantiles cannot be added. */
export interface UsageSum {
  requests: number;
  ok: number;
  refused: number;
  failed: number;
  aborted: number;
  inputTokens: number;
  outputTokens: number;
  /** In {@link MICRO} of each currency, because money is never added as a float. */
  cost: Map<string, bigint>;
  meanMs: number | undefined;
  worstP95Ms: number | undefined;
}

const DECIMALS = 9;
const MICRO = 10n ** BigInt(DECIMALS);

export function sumOf(rows: readonly UsageReportRow[]): UsageSum {
  const sum: UsageSum = {
    requests: 0,
    ok: 0,
    refused: 0,
    failed: 0,
    aborted: 0,
    inputTokens: 0,
    outputTokens: 0,
    cost: new Map(),
    meanMs: undefined,
    worstP95Ms: undefined,
  };
  let answeredMs = 0;
  let answered = 0;
  for (const row of rows) {
    sum.requests += row.requests;
    sum.ok += row.ok;
    sum.refused += row.errors.refused;
    sum.failed += row.errors.failed;
    sum.aborted += row.errors.aborted;
    sum.inputTokens += row.input_tokens;
    sum.outputTokens += row.output_tokens;
    const { amount, currency } = row.cost;
    sum.cost.set(currency, (sum.cost.get(currency) ?? 0n) + unitsOf(amount));
    if (row.latency_ms === null) continue;
    answeredMs += row.latency_ms.mean * row.ok;
    answered += row.ok;
    sum.worstP95Ms = Math.max(sum.worstP95Ms ?? 0, row.latency_ms.p95);
  }
  if (answered > 0) sum.meanMs = answeredMs / answered;
  return sum;
}

/** Amounts that are not nothing, as decimal strings without trailing zeros; an empty list is nothing. */
export function amountsOf(cost: UsageSum['cost']): { amount: string; currency: string }[] {
  return [...cost]
    .filter(([, units]) => units !== 0n)
    .map(([currency, units]) => ({ currency, amount: decimalOf(units) }));
}

/** What a group is called: the names of its dimensions, with a dash for what had none. */
export function groupOf(row: UsageReportRow, by: readonly UsageDimension[]): string {
  const nameOf = (dimension: UsageDimension): string => {
    if (dimension === 'tenant') return row.tenant ?? row.tenant_id ?? '–';
    if (dimension === 'app') return row.app ?? row.app_id ?? '–';
    return row[dimension] ?? '–';
  };
  return by.map(nameOf).join(' · ');
}

export function grouped(rows: readonly UsageReportRow[], by: readonly UsageDimension[]): Map<string, UsageReportRow[]> {
  const groups = new Map<string, UsageReportRow[]>();
  for (const row of rows) {
    const name = groupOf(row, by);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return groups;
}

function unitsOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const units = BigInt(whole) * MICRO + BigInt(fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
  return amount.startsWith('-') ? -units : units;
}

function decimalOf(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}.${fraction.padEnd(2, '0')}`;
}
