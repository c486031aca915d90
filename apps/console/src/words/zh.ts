import type { Words } from './en.js';
import { codes } from './zh/codes.js';
import { documents } from './zh/documents.js';
import { lab } from './zh/lab.js';
import { live } from './zh/live.js';
import { playground } from './zh/playground.js';
import { shell } from './zh/shell.js';
import { usage } from './zh/usage.js';
import { steer } from './zh/steer.js';

export const zh: Words = { ...shell, ...codes, ...live, ...usage, ...steer, ...documents, ...playground, ...lab };
