import { useFieldWords } from './field-words.js';

// Whoever checks with these schemas, service or console, refuses in the same words.
useFieldWords();

export * from './admin/index.js';
export * from './common.js';
export * from './deal-brain/index.js';
export * from './live.js';
export * from './llm-gateway.js';
export * from './nexus-assess.js';
export * from './omni-rag.js';
export * from './shadow-hunter.js';
export * from './usage.js';
