import type { Check, Severity, SignalCategory } from '@tradewind/contracts';
import { CHART_WIDTHS, type ChartWidth, drawChart, INK, LINE, SOFT } from './chart.js';
import { SEVERITY_COLOURS } from './colours.js';
import type { Html } from './escape.js';
import type { Footnotes } from './footnotes.js';

const LANE = 34;
const AXIS = 34;
const DOT = 20;
const LABELS = 120;
const MARGIN = 24;

interface Dot {
  readonly atMs: number;
  readonly category: SignalCategory;
  readonly severity: Severity;
  readonly footnote: number;
}

/**
 * The dated sources of the signals, one lane per category, each with the number of its footnote. Undefined when there are fewer than two:
 * one dot is no timeline.
 */
export function timeline(
  check: Check,
  footnotes: Footnotes,
  words: { label: string; categories: Readonly<Record<SignalCategory, string>> },
  width: ChartWidth,
): Html | undefined {
  const dots = dotsOf(check, footnotes);
  if (dots.length < 2) return undefined;
  const lanes = [...new Set(dots.map((dot) => dot.category))];
  const [fromMs, toMs] = yearsAround(dots);
  const option = {
    grid: { left: LABELS, right: MARGIN, top: 6, bottom: AXIS },
    xAxis: {
      type: 'time',
      min: fromMs,
      max: toMs,
      axisLine: { lineStyle: { color: LINE } },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: LINE } },
      minInterval: 365 * 86_400_000,
      axisLabel: { color: SOFT, fontSize: 12, hideOverlap: true, formatter: '{yyyy}' },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: lanes.map((category) => words.categories[category]),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: INK, fontSize: 14, align: 'left', margin: LABELS - 2 },
    },
    series: [
      {
        type: 'scatter',
        symbolSize: DOT,
        data: apart(dots, DOT * ((toMs - fromMs) / (CHART_WIDTHS[width] - LABELS - MARGIN))).map(({ dot, places }) => ({
          value: [dot.atMs, lanes.indexOf(dot.category)],
          symbolOffset: [places * DOT, 0],
          itemStyle: { color: SEVERITY_COLOURS[dot.severity], borderColor: '#fff', borderWidth: 1.5, opacity: 1 },
          label: { show: true, formatter: String(dot.footnote), color: '#fff', fontSize: 11, fontWeight: 700 },
        })),
      },
    ],
  };
  const height = lanes.length * LANE + AXIS + 6;
  return drawChart(option, { width: CHART_WIDTHS[width], height, label: words.label, className: `chart ${width}` });
}

/** Dots of a lane that would lie on one another stand side by side: by how many places each is moved. */
function apart(dots: readonly Dot[], dotMs: number): { dot: Dot; places: number }[] {
  const placed: { dot: Dot; places: number }[] = [];
  for (const dot of [...dots].sort((a, b) => a.atMs - b.atMs)) {
    const before = placed.filter((other) => other.dot.category === dot.category).at(-1);
    const overlap = before === undefined ? 0 : before.dot.atMs + (before.places + 1) * dotMs - dot.atMs;
    placed.push({ dot, places: Math.max(0, overlap / dotMs) });
  }
  return placed;
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
  const years = dots.map(({ atMs }) => new Date(atMs).getUTCFullYear());
  return [Date.UTC(Math.min(...years), 0, 1), Date.UTC(Math.max(...years) + 1, 0, 1)];
}
