import { describe, expect, it } from '@jest/globals';
import { loadPlatformConfig } from '../config/platform-config.js';
import { startReport } from './start-report.js';

const BUDGETS = [{ name: 'nexus-assess.llm', limit: 3 }];
const report = (env: Record<string, string>, tracing = {}) =>
  startReport(
    loadPlatformConfig({ DATABASE_URL: 'postgres://app:hunter2@db:5432/tradewind', ...env }),
    { OTEL_TRACES_SAMPLER_ARG: 1, ...tracing },
    BUDGETS,
  );

describe('what a start says', () => {
  it('names stores, limits, replicas and traces, and no password', () => {
    const lines = report(
      { REDIS_URL: 'redis://user:hunter2@cache:6380/1', ADMIN_KEY: 'hunter2hunter2hunter2' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' },
    );
    expect(lines.map(({ msg }) => msg)).toEqual(['stores', 'limits', 'operation']);
    expect(lines[0]?.fields).toEqual({
      database: 'postgres at db:5432/tradewind',
      connections: '20+10',
      redis: 'cache:6380',
      queue: 'in Redis',
    });
    expect(lines[1]?.fields).toMatchObject({ 'nexus-assess.llm': 3, shared: 'by up to 4 processes' });
    expect(lines[2]?.fields).toMatchObject({ traces: 'collector:4318', admin: 'open' });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  it('says what is not there', () => {
    const [stores, , operation] = report({});
    expect(stores?.fields).toMatchObject({ redis: 'none', queue: 'in the database' });
    expect(operation?.fields).toMatchObject({ traces: 'off', admin: 'closed' });
  });
});
