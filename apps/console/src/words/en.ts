import { codes } from './en/codes.js';
import { documents } from './en/documents.js';
import { lab } from './en/lab.js';
import { live } from './en/live.js';
import { playground } from './en/playground.js';
import { shell } from './en/shell.js';
import { usage } from './en/usage.js';
import { steer } from './en/steer.js';

/** Every word of the console. The other languages have the same keys; the compiler finds a forgotten one. */
export const en = { ...shell, ...codes, ...live, ...usage, ...steer, ...documents, ...playground, ...lab };

export type Words = typeof en;
