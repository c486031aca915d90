import type { ScoreFactor } from '@tradewind/contracts';
import { levelOf } from '../score/score-model.js';
import { CHART_WIDTHS, type ChartWidth, drawChart, INK, SOFT } from './chart.js';
import { LEVEL_COLOURS } from './colours.js';
import type { Html } from './escape.js';

const ROW = 32;
const MARGIN = 8;
const BAR = 16;
const LABELS: Readonly<Record<ChartWidth, number>> = { wide: 150, narrow: 154 };

/** What each factor contributes to the score: a pale bar as long as its weight, filled as far as its risk. */
export function factorChart(factors: readonly ScoreFactor[], label: string, width: ChartWidth): Html {
  const labels = LABELS[width];
  const bar = { type: 'bar', barWidth: BAR, barGap: '-100%' };
  const option = {
    grid: { left: labels, right: 74, top: MARGIN, bottom: MARGIN },
    xAxis: {
      type: 'value',
      max: Math.max(...factors.map(({ weight }) => weight * 100)),
      show: false,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: factors.map((factor) => factor.label),
      axisLine: { show: false },
      axisTick: { show: false },
      // Aligned at the left edge, as the rest of the page is.
      axisLabel: {
        color: INK,
        fontSize: 14,
        align: 'left',
        margin: labels - 2,
        width: labels - 10,
        overflow: 'truncate',
      },
    },
    series: [
      {
        ...bar,
        itemStyle: { color: '#e4e8ee', borderRadius: 3 },
        data: factors.map(({ weight }) => weight * 100),
        label: {
          show: true,
          position: 'right',
          color: SOFT,
          fontSize: 13,
          formatter: ({ dataIndex }: { dataIndex: number }) => pointsOf(factors[dataIndex]),
        },
      },
      {
        ...bar,
        data: factors.map(({ weight, risk }) => ({
          value: weight * risk,
          itemStyle: { color: LEVEL_COLOURS[levelOf(risk)], borderRadius: 3 },
        })),
      },
    ],
  };
  const height = factors.length * ROW + 2 * MARGIN;
  return drawChart(option, { width: CHART_WIDTHS[width], height, label, className: `chart ${width}` });
}

function pointsOf(factor: ScoreFactor | undefined): string {
  return factor === undefined
    ? ''
    : `${(factor.weight * factor.risk).toFixed(1)} / ${(factor.weight * 100).toFixed(0)}`;
}
