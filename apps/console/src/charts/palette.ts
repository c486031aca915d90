import { computed } from 'vue';
import { dark } from '../shell/theme.js';

/** Colours of charts: a canvas cannot read the style sheet's variables. The same values as in `base.css`. */
const LIGHT = {
  ink: '#16202b',
  soft: '#566270',
  line: '#e1e6ec',
  card: '#ffffff',
  brand: '#0f766e',
  busy: '#1d6fd1',
  warn: '#b45309',
  bad: '#c81e1e',
};
export type Palette = typeof LIGHT;
const DARK: Palette = {
  ink: '#e8edf2',
  soft: '#9aa7b4',
  line: '#2a333d',
  card: '#171d24',
  brand: '#2dd4bf',
  busy: '#69b1ff',
  warn: '#fbbf24',
  bad: '#ff8080',
};

/** Told apart by lightness as well as by hue. */
const SERIES = {
  light: ['#0f766e', '#5eb5a6', '#1d6fd1', '#8fbcf0', '#b45309', '#e9b872', '#6d4aa8', '#b9a3dd'],
  dark: ['#2dd4bf', '#0f8f80', '#69b1ff', '#2f6cb3', '#fbbf24', '#a87a12', '#c4a7f5', '#7d5fc0'],
};
export const series = computed(() => (dark.value ? SERIES.dark : SERIES.light));
export const palette = computed(() => (dark.value ? DARK : LIGHT));
