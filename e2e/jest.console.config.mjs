import config from './jest.config.mjs';

export default { ...config, testMatch: ['<rootDir>/src/**/*.console-spec.ts'] };
