import type { Check, Severity, SignalCategory } from '@tradewind/contracts';
import { SEVERITY_COLOURS } from './colours.js';
import { type Html, markup } from './escape.js';
import type { Footnotes } from './footnotes.js';

const WIDTH = 640;
const MARGIN = 24;
const LANE = 22;
const AXIS = 26;
const LABEL_WIDTH = 130;
const DAY_MS = 86_400_000;

interface Dot {
  readonly atMs: number;
  readonly category: SignalCategory;
  readonly severity: Severity;
  readonly footnote: number;
}

/**
 * The dated sources of the signals, one lane per category. Undefined when there are fewer than two: one dot is no timeline.
 */
export function timeline(
  check: Check,
  footnotes: Footnotes,
  words: { label: string; categories: Readonly<Record<SignalCategory, string>> },
): Html | undefined {
  const dots = dotsOf(check, footnotes);
  if (dots.length < 2) return undefined;
  const lanes = [...new Set(dots.map((dot) => dot.category))];
  const [from, to] = yearsAround(dots);
  const x = (atMs: number) => LABEL_WIDTH + ((atMs - from) / (to - from)) * (WIDTH - LABEL_WIDTH - MARGIN);
  const bottom = lanes.length * LANE + 6;

  const grid = yearTicks(from, to).map((year) => {
    const at = round(x(yearStart(year)));
    return markup`
<line x1="${at}" x2="${at}" y1="0" y2="${bottom}" class="grid"/>
<text x="${at}" y="${bottom + 16}" class="tick" text-anchor="middle">${year}</text>`;
  });
  const labels = lanes.map(
    (category, i) => markup`
<text x="0" y="${i * LANE + 17}" class="label">${words.categories[category]}</text>`,
  );
  const marks = dots.map((dot) => {
    const y = lanes.indexOf(dot.category) * LANE + 13;
    const day = new Date(dot.atMs).toISOString().slice(0, 10);
    return markup`
<circle cx="${round(x(dot.atMs))}" cy="${y}" r="6" fill="${SEVERITY_COLOURS[dot.severity]}"><title>[${dot.footnote}] ${day}</title></circle>`;
  });
  const height = bottom + AXIS;
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${words.label}">${grid}${labels}${marks}
</svg>`;
}

/** One dot per source and category: signals come worst first, so the worst of a source's findings gives the colour. */
function dotsOf(check: Check, footnotes: Footnotes): Dot[] {
  const dates = new Map(check.evidence.map((item) => [item.evidence_id, Date.parse(item.published_at ?? '')]));
  const dots = check.signals.flatMap(({ category, severity, evidence_ids }) =>
    evidence_ids.flatMap((id) => {
      const atMs = dates.get(id) ?? Number.NaN;
      const [footnote] = footnotes.numbersOf([id]);
      return Number.isNaN(atMs) || footnote === undefined ? [] : [{ atMs, category, severity, footnote }];
    }),
  );
  const seen = new Set<string>();
  return dots.filter(({ category, footnote }) => {
    const place = `${category} ${String(footnote)}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

/** The whole years that hold all dots, at least one. */
function yearsAround(dots: readonly Dot[]): [fromMs: number, toMs: number] {
  const times = dots.map((dot) => dot.atMs);
  const first = new Date(Math.min(...times)).getUTCFullYear();
  const last = new Date(Math.max(...times) + DAY_MS).getUTCFullYear();
  return [yearStart(first), yearStart(last + 1)];
}

/** At most about eight labels, whatever the span. */
function yearTicks(fromMs: number, toMs: number): number[] {
  const first = new Date(fromMs).getUTCFullYear();
  const last = new Date(toMs).getUTCFullYear();
  const step = Math.max(1, Math.ceil((last - first) / 8));
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

function yearStart(year: number): number {
  return Date.UTC(year, 0, 1);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
