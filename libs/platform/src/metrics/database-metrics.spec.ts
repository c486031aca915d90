import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { databaseBudget } from '../database/database-budget.js';
import { measureDatabase, measureReplica } from './database-metrics.js';

const pool = (connections: number) => databaseBudget({ connections, acquireTimeoutMs: 1_000 });

async function limits(registry: Registry): Promise<string[]> {
  const text = await registry.metrics();
  return text.split('\n').filter((line) => /^database_\w+_limit \d/.test(line));
}

describe('metrics of the pools', () => {
  it('tell the read replica’s from the primary’s, and say nothing of a replica that was not reached', async () => {
    const registry = new Registry();
    const replica: { pool?: ReturnType<typeof pool> } = {};
    const primary = pool(30);
    measureDatabase(() => primary, registry);
    measureReplica(() => replica.pool, registry);
    expect(await limits(registry)).toEqual(['database_transactions_limit 30']);
    replica.pool = pool(12);
    expect(await limits(registry)).toEqual([
      'database_transactions_limit 30',
      'database_replica_transactions_limit 12',
    ]);
  });
});
