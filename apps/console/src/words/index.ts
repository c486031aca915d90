export { en, type Words } from './en.js';
export { zh } from './zh.js';
