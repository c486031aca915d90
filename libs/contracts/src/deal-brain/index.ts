export * from './catalogue.js';
export * from './events.js';
export * from './filters.js';
export * from './product.js';
export * from './recommendations.js';
export * from './search.js';
export * from './tuning.js';
