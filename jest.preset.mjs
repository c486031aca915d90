import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Jest does not make the folder of its result file.
mkdirSync('test-results', { recursive: true });

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swc.exclude;
delete swc.$schema;

/** One Jest set-up for every package: ESM, TypeScript through swc, workspace packages resolved to their sources. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@tradewind/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@nestjs/throttler$': fileURLToPath(new URL('./jest.throttler-bridge.mjs', import.meta.url)),
  },
  testMatch:
    process.env.SERVICES === '1'
      ? ['<rootDir>/{src,test}/**/*.services.spec.ts']
      : ['<rootDir>/{src,test}/**/!(*.services).spec.ts'],
  passWithNoTests: true,
};
