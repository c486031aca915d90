import type { WebPage } from '../page.js';
import { meridian } from './meridian.js';

/** The whole made-up web. */
export const pages: WebPage[] = [...meridian];
