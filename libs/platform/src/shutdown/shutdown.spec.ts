import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Readiness } from '../health/readiness.js';
import { watchForFaults } from './faults.js';
import { shutDown, shutDownOnSignal } from './shutdown.js';

describe('shutdown', () => {
  let events: string[];
  let readiness: Readiness;
  const logger = pino({ level: 'silent' });

  beforeEach(() => {
    events = [];
    readiness = new Readiness();
    readiness.started();
  });

  const options = (close: () => Promise<void>, graceMs = 1_000) => ({
    app: {
      close: () => {
        events.push(readiness.ready ? 'closed while ready' : 'closed while unready');
        return close();
      },
    },
    readiness,
    inFlight: {
      size: 1,
      cancelAll: (reason: unknown) => {
        events.push(`cancelled: ${String(reason)}`);
      },
    },
    logger,
    drainMs: 0,
    graceMs,
  });

  it('becomes unready first, then closes, and succeeds', async () => {
    expect(
      await shutDown(
        options(() => Promise.resolve()),
        'SIGTERM',
      ),
    ).toBe(0);
    expect(events).toEqual(['closed while unready']);
  });

  it('cancels what has not finished within the grace, and still ends in order when that helps', async () => {
    let finish = (): void => undefined;
    const closing = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const ending = options(() => closing, 1);
    const cancelAll = ending.inFlight.cancelAll;
    ending.inFlight.cancelAll = (reason) => {
      cancelAll(reason);
      finish();
    };
    expect(await shutDown(ending, 'SIGTERM')).toBe(0);
    expect(events[1]).toContain('service.stopping');
  });

  it('reports what could not be closed', async () => {
    expect(
      await shutDown(
        options(() => Promise.reject(new Error('stuck'))),
        'SIGTERM',
      ),
    ).toBe(1);
  });

  it('stops once for the first signal and at once for the second', async () => {
    const signals = new EventEmitter();
    const exits: number[] = [];
    const exit = (code: number) => void exits.push(code);
    shutDownOnSignal({ ...options(() => new Promise(() => undefined)), exit }, signals);
    signals.emit('SIGTERM');
    expect(exits).toEqual([]);
    signals.emit('SIGINT');
    expect(exits).toEqual([1]);
    await Promise.resolve();
    expect(events).toEqual(['closed while unready']);
  });
});

describe('faults', () => {
  it('survives a rejection nobody handled and ends after an exception nobody caught', () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const exits: number[] = [];
    const host = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
    watchForFaults(logger, host);
    host.emit('unhandledRejection', new Error('forgotten'));
    expect(exits).toEqual([]);
    host.emit('uncaughtException', new Error('unexpected'));
    expect(exits).toEqual([1]);
    expect(lines.join('')).toMatch(/unhandledRejection.*forgotten|forgotten.*unhandledRejection/s);
  });
});
