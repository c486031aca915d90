import type { Family } from '../family.js';
import { building } from './building.js';
import { consumer } from './consumer.js';
import { household } from './household.js';
import { machinery } from './machinery.js';
import { supplies } from './supplies.js';

/** Brands and articles are invented. */
export const families: Family[] = [...household, ...building, ...machinery, ...consumer, ...supplies];
