import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AccessLog, type AccessLine } from './access-log.js';

const line: AccessLine = {
  level: 'info',
  requestId: 'req_1',
  tenantId: 'tnt_1',
  traceId: undefined,
  method: 'GET',
  path: '/a"\n{"level":"error"}',
  status: 200,
  durationMs: 3,
};

describe('AccessLog', () => {
  let written: string[];
  let log: AccessLog;

  beforeEach(() => {
    jest.useFakeTimers();
    written = [];
    const destination = { write: (text: string) => void written.push(text) };
    log = new AccessLog(
      { isLevelEnabled: (level) => level !== 'debug' },
      { service: 'test', format: 'json', destination },
      () => Date.UTC(2026, 0, 2, 3, 4, 5, 6),
    );
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('writes one line of JSON for each answer, whatever its path holds', () => {
    log.write(line);
    log.write({ ...line, level: 'warn', tenantId: undefined, traceId: 'abc', status: 503 });
    log.flush();
    const [first, second] = written.join('').trimEnd().split('\n');
    expect(JSON.parse(first ?? '')).toEqual({
      level: 'info',
      time: '2026-01-02T03:04:05.006Z',
      service: 'test',
      requestId: 'req_1',
      tenantId: 'tnt_1',
      method: 'GET',
      path: line.path,
      status: 200,
      durationMs: 3,
      msg: 'request',
    });
    expect(JSON.parse(second ?? '')).toMatchObject({ level: 'warn', traceId: 'abc', status: 503 });
    expect(second).not.toContain('tenantId');
  });

  it('writes lines together, a tenth of a second late at most', () => {
    log.write(line);
    log.write(line);
    expect(written).toEqual([]);
    jest.advanceTimersByTime(100);
    expect(written).toHaveLength(1);
    expect(written[0]?.trimEnd().split('\n')).toHaveLength(2);
  });

  it('does not hold back more than 16 Ki characters', () => {
    for (let lines = 0; lines < 200; lines += 1) log.write(line);
    expect(written.length).toBeGreaterThan(0);
    expect(Math.max(...written.map(({ length }) => length))).toBeLessThan(17 * 1024);
  });

  it('knows which levels are written', () => {
    expect(log.writes('debug')).toBe(false);
    expect(log.writes('warn')).toBe(true);
  });
});
