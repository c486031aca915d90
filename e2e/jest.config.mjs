import preset from '../jest.preset.mjs';

export default {
  ...preset,
  testMatch: ['<rootDir>/src/**/*.e2e-spec.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 60_000,
};
