import type { Palette } from './palette.js';

/** What all charts with axes have in common. */
export function axes({ soft, line }: Palette, labels: readonly string[], format?: (value: number) => string) {
  const text = { color: soft, fontSize: 11, fontFamily: 'inherit' };
  return {
    xAxis: {
      type: 'category',
      data: labels,
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: format ? undefined : 1,
      splitLine: { lineStyle: { color: line } },
      axisLabel: format ? { ...text, formatter: format } : text,
    },
  };
}

/** Names and numbers reach it as text: nothing that comes from outside is rendered as HTML. */
export function tooltip({ card, ink, line }: Palette, format?: (value: number) => string) {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    backgroundColor: card,
    borderColor: line,
    textStyle: { color: ink, fontSize: 12 },
    ...(format && { valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '') }),
  };
}
