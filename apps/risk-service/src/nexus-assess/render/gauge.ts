import { LEVEL_BANDS, levelOf } from '../score/score-model.js';
import { drawChart, INK, SOFT } from './chart.js';
import { LEVEL_COLOURS } from './colours.js';
import type { Html } from './escape.js';

/** Steps of the scale at which a bound may be written. */
const STEP = 5;

/** The score on a half circle from 0 to 100, with the bands of the levels. */
export function gauge(score: number, label: string): Html {
  const bounds = new Set([0, ...LEVEL_BANDS.map(({ to }) => to)]);
  const series = {
    type: 'gauge',
    min: 0,
    max: 100,
    startAngle: 180,
    endAngle: 0,
    center: ['50%', '66%'],
    radius: '84%',
    splitNumber: 100 / STEP,
    axisLine: {
      lineStyle: { width: 22, color: LEVEL_BANDS.map(({ level, to }) => [to / 100, LEVEL_COLOURS[level]]) },
    },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      distance: -44,
      color: SOFT,
      fontSize: 12,
      formatter: (value: number) => (bounds.has(value) ? String(value) : ''),
    },
    pointer: { length: '66%', width: 7, itemStyle: { color: INK } },
    anchor: { show: true, size: 15, itemStyle: { color: INK, borderWidth: 0 } },
    title: { show: false },
    detail: {
      formatter: score.toFixed(0),
      color: LEVEL_COLOURS[levelOf(score)],
      fontSize: 40,
      fontWeight: 700,
      offsetCenter: [0, '34%'],
    },
    data: [{ value: score }],
  };
  return drawChart({ series: [series] }, { width: 280, height: 190, label, className: 'gauge' });
}
