import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';

class Rejected extends Error {}

function commits(write: GroupCommitOptions<number>['write'], options: Partial<GroupCommitOptions<number>> = {}) {
  return new GroupCommit<number>({
    write,
    isPermanent: (error) => error instanceof Rejected,
    onError: () => undefined,
    maxBatchRows: 8,
    maxPendingRows: 20,
    ackTimeoutMs: 1_000,
    retryDelayMs: 100,
    lingerMs: 0,
    ...options,
  });
}

describe('GroupCommit', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('tells a caller only after the write that holds its row has returned', async () => {
    const writes: { rows: readonly number[]; done: () => void }[] = [];
    const group = commits((rows) => new Promise((resolve) => writes.push({ rows, done: resolve })));
    const told: number[] = [];
    const append = (row: number) => group.append(row).then(() => told.push(row));
    const all = [append(1), append(2)];
    await jest.advanceTimersByTimeAsync(0);
    all.push(append(3), append(4));
    await jest.advanceTimersByTimeAsync(0);
    expect(writes.map(({ rows }) => rows)).toEqual([[1, 2]]);
    expect(told).toEqual([]);
    writes[0]?.done();
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toEqual([1, 2]);
    expect(writes[1]?.rows).toEqual([3, 4]);
    writes[1]?.done();
    await Promise.all(all);
    expect(told).toEqual([1, 2, 3, 4]);
  });

  it('keeps rows through an outage and writes them all when the store is back', async () => {
    const stored: number[] = [];
    let down = true;
    const group = commits((rows) => {
      if (down) return Promise.reject(new Error('down'));
      stored.push(...rows);
      return Promise.resolve();
    });
    const late = group.append(1).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(1_500);
    await expect(late).resolves.toMatchObject({ name: 'NotCommitted' });
    const second = group.append(2);
    down = false;
    await jest.advanceTimersByTimeAsync(100);
    await second;
    expect(stored).toEqual([1, 2]);
  });

  it('refuses rows beyond its bound instead of holding them all', async () => {
    const group = commits(() => Promise.reject(new Error('down')), { maxPendingRows: 2 });
    const held = [group.append(1), group.append(2)].map((row) => row.catch((error: unknown) => error));
    expect(group.accepting).toBe(false);
    await expect(group.append(3)).rejects.toMatchObject({ name: 'NotCommitted' });
    await jest.advanceTimersByTimeAsync(1_000);
    await Promise.all(held);
    expect(group.pendingRows).toBe(2);
  });

  it('drops the one row the store will never take and keeps its neighbours', async () => {
    const stored: number[] = [];
    const group = commits((rows) => {
      if (rows.includes(5)) return Promise.reject(new Rejected());
      stored.push(...rows);
      return Promise.resolve();
    });
    const results = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((row) => group.append(row)));
    expect(results.map(({ status }) => status === 'rejected')).toEqual([...Array(10).keys()].map((row) => row === 5));
    expect(stored).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9]);
  });

  it('writes what is pending when it is closed, and does not hang when the store is away', async () => {
    const stored: number[] = [];
    const group = commits((rows) => {
      stored.push(...rows);
      return Promise.resolve();
    });
    void group.append(1);
    await group.close();
    expect(stored).toEqual([1]);
    const cut = commits(() => Promise.reject(new Error('down')));
    cut.append(1).catch(() => undefined);
    await jest.advanceTimersByTimeAsync(0);
    await cut.close();
    expect(cut.pendingRows).toBe(1);
  });

  it('waits for company before it writes, but not once a batch is full', async () => {
    const writes: (readonly number[])[] = [];
    const group = commits(
      (rows) => {
        writes.push(rows);
        return Promise.resolve();
      },
      { lingerMs: 50, maxBatchRows: 3 },
    );
    group.enqueue(1, () => undefined);
    await jest.advanceTimersByTimeAsync(49);
    expect(writes).toEqual([]);
    group.enqueue(2, () => undefined);
    await jest.advanceTimersByTimeAsync(1);
    expect(writes).toEqual([[1, 2]]);
    for (const row of [3, 4, 5]) group.enqueue(row, () => undefined);
    await jest.advanceTimersByTimeAsync(0);
    expect(writes).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });
});
