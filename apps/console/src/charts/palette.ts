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

export const palette = computed(() => (dark.value ? DARK : LIGHT));
