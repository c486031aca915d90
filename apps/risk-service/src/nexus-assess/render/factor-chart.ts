import type { ScoreFactor } from '@tradewind/contracts';
import { levelOf } from '../score/score-model.js';
import { LEVEL_COLOURS } from './colours.js';
import { type Html, markup } from './escape.js';

const WIDTH = 640;
const LABEL_WIDTH = 170;
const NUMBER_WIDTH = 64;
const ROW = 30;
const BAR = 16;

/** What each factor contributes to the score: a pale bar as long as its weight, filled as far as its risk. */
export function factorChart(factors: readonly ScoreFactor[], label: string): Html {
  const widest = Math.max(...factors.map((factor) => factor.weight));
  const scale = (WIDTH - LABEL_WIDTH - NUMBER_WIDTH) / widest;
  const rows = factors.map((factor, i) => {
    const y = i * ROW + (ROW - BAR) / 2;
    const text = y + BAR - 4;
    const full = round(factor.weight * scale);
    const filled = round((factor.weight * factor.risk * scale) / 100);
    const points = `${(factor.weight * factor.risk).toFixed(1)} / ${(factor.weight * 100).toFixed(0)}`;
    const colour = LEVEL_COLOURS[levelOf(factor.risk)];
    return markup`
<text x="0" y="${text}" class="label">${factor.label}</text>
<rect x="${LABEL_WIDTH}" y="${y}" width="${full}" height="${BAR}" rx="3" class="track"/>
<rect x="${LABEL_WIDTH}" y="${y}" width="${filled}" height="${BAR}" rx="3" fill="${colour}"/>
<text x="${LABEL_WIDTH + full + 8}" y="${text}" class="number">${points}</text>`;
  });
  const height = factors.length * ROW;
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">${rows}
</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
