import { LEVEL_BANDS, levelOf } from '../score/score-model.js';
import { LEVEL_COLOURS } from './colours.js';
import { Html, markup } from './escape.js';

const CENTRE_X = 120;
const CENTRE_Y = 118;
const RADIUS = 94;
const THICKNESS = 20;
/** Degrees left free between two bands. */
const GAP = 1.2;

/** The score on a half circle from 0 to 100, with the bands of the levels. */
export function gauge(score: number, label: string): Html {
  const bands = LEVEL_BANDS.map(({ level, from, to }) => {
    const path = arc(angle(from) + GAP / 2, angle(to) - GAP / 2);
    return markup`<path d="${path}" fill="none" stroke="${LEVEL_COLOURS[level]}" stroke-width="${THICKNESS}" />`;
  });
  const bounds = [0, ...LEVEL_BANDS.map((band) => band.to)].map((value) => {
    const at = point(angle(value), RADIUS + THICKNESS / 2 + 14);
    return markup`<text x="${at.x}" y="${at.y}" class="tick" text-anchor="middle">${value}</text>`;
  });
  const tip = point(angle(score), RADIUS - THICKNESS / 2 - 4);
  const left = point(angle(score) - 90, 5);
  const right = point(angle(score) + 90, 5);
  const needle = `${xy(tip)} ${xy(left)} ${xy(right)}`;
  const colour = LEVEL_COLOURS[levelOf(score)];
  return markup`<svg class="gauge" viewBox="-20 -18 280 186" role="img" aria-label="${label}">
${bands}${bounds}
<polygon points="${needle}" class="needle"/><circle cx="${CENTRE_X}" cy="${CENTRE_Y}" r="7" class="needle"/>
<text x="${CENTRE_X}" y="158" class="score" text-anchor="middle" fill="${colour}">${score.toFixed(0)}</text>
</svg>`;
}

/** Degrees, 180 at the left end to 360 at the right. */
function angle(value: number): number {
  return 180 + (Math.max(0, Math.min(100, value)) / 100) * 180;
}

function point(degrees: number, radius: number): { x: number; y: number } {
  const radians = (degrees * Math.PI) / 180;
  return { x: round(CENTRE_X + radius * Math.cos(radians)), y: round(CENTRE_Y + radius * Math.sin(radians)) };
}

function arc(from: number, to: number): string {
  return `M ${xy(point(from, RADIUS))} A ${String(RADIUS)} ${String(RADIUS)} 0 0 1 ${xy(point(to, RADIUS))}`;
}

function xy(at: { x: number; y: number }): string {
  return `${String(at.x)} ${String(at.y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
