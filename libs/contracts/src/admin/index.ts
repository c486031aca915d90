export * from './audit.js';
export * from './limits-section.js';
export * from './settings.js';
export * from './settings-sections.js';
export * from './tenancy.js';
