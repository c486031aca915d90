import type { WebPage } from '../page.js';
import { chinese } from './chinese.js';
import { contradicting } from './contradicting.js';
import { fraudulent } from './fraudulent.js';
import { general } from './general.js';
import { injections } from './injections.js';
import { litigious } from './litigious.js';
import { meridian } from './meridian.js';
import { sanctioned } from './sanctioned.js';
import { sound } from './sound.js';

/** The whole made-up web: every company, person and source in it is invented. */
export const pages: WebPage[] = [
  ...meridian,
  ...sound,
  ...litigious,
  ...sanctioned,
  ...fraudulent,
  ...chinese,
  ...contradicting,
  ...injections,
  ...general,
];
