import { describe, expect, it } from '@jest/globals';
import { loadPlatformConfig } from '../config/platform-config.js';
import { dataSourceOptions, poolSize } from './data-source.js';

const DATABASE_URL = 'postgres://u@h/d';

describe('the connection pool', () => {
  it('keeps 20 connections and opens 10 more under load by default', () => {
    expect(poolSize(loadPlatformConfig({ DATABASE_URL }))).toEqual({ min: 20, max: 30 });
    expect(poolSize(loadPlatformConfig({ DATABASE_URL, DB_POOL_SIZE: '3', DB_POOL_OVERFLOW: '0' }))).toEqual({
      min: 3,
      max: 3,
    });
  });

  it('stays small on PGlite, which is one session however many connect', () => {
    expect(poolSize(loadPlatformConfig({ DATABASE_URL, DATABASE_KIND: 'pglite' })).max).toBeLessThanOrEqual(4);
  });

  it('never touches the schema by itself', () => {
    expect(dataSourceOptions(loadPlatformConfig({ DATABASE_URL }), 'svc', [])).toMatchObject({
      synchronize: false,
      migrationsRun: false,
      installExtensions: false,
      applicationName: 'svc',
    });
  });
});
