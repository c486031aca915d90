import { BarChart, GaugeChart, ScatterChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeHtml, Html } from './escape.js';

use([BarChart, GaugeChart, ScatterChart, GridComponent, SVGRenderer]);

/** The same fonts as the page's: the reader's own, Chinese ones included. */
const FONTS =
  'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Noto Sans, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, WenQuanYi Zen Hei, sans-serif';
export const INK = '#1b2430';
export const SOFT = '#55606e';
export const LINE = '#d9dee5';

/** Charts are drawn twice, for a desk or paper and for a phone, where the wide one's words would be too small; the style sheet shows one. */
export const CHART_WIDTHS = { wide: 640, narrow: 350 } as const;
export type ChartWidth = keyof typeof CHART_WIDTHS;

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  readonly className: string;
}

/** Draws a chart as SVG that scales with the page: no script, no style sheet, no animation. */
export function drawChart(option: EChartsCoreOption, { width, height, label, className }: Drawing): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, silent: true, useUTC: true, textStyle: { fontFamily: FONTS }, ...option });
    const svg = chart.renderToSVGString();
    const open = `<svg class="${escapeHtml(className)}" role="img" aria-label="${escapeHtml(label)}" viewBox="0 0 ${String(width)} ${String(height)}" xmlns="http://www.w3.org/2000/svg">`;
    return new Html(
      svg
        .replace(/^<svg[^>]*>/, open)
        .replace(/<style[\s\S]*?<\/style>/g, '')
        .replace(/ class="zr[^"]*"/g, ''),
    );
  } finally {
    chart.dispose();
  }
}
