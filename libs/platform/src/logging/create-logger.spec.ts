import { describe, expect, it } from '@jest/globals';
import { createScope, runInScope } from '@tradewind/upstream/core';
import { createLogger } from './create-logger.js';
import { NestLogger } from './nest-logger.js';
import { prettyLine } from './pretty-stream.js';

function capture() {
  const lines: string[] = [];
  const logger = createLogger({ LOG_LEVEL: 'info', LOG_FORMAT: 'json' }, 'svc', {
    write: (line) => void lines.push(line),
  });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') as unknown };
}

describe('logs', () => {
  it('say for whom and for which request by themselves', () => {
    const { logger, last } = capture();
    runInScope(createScope({ requestId: 'req_1', tenantId: 'tnt_1', deadlineMs: 1_000 }), () => {
      logger.info('hello');
    });
    expect(last()).toMatchObject({
      level: 'info',
      service: 'svc',
      requestId: 'req_1',
      tenantId: 'tnt_1',
      msg: 'hello',
    });
    logger.info('nobody');
    expect(last()).not.toHaveProperty('requestId');
  });

  it('never hold a secret, nor what a library hangs on its errors', () => {
    const { logger, lines } = capture();
    logger.info(
      { headers: { authorization: 'Bearer tw_s3cret' }, apiKey: 's3cret', options: { password: 's3cret' } },
      'x',
    );
    const cause = Object.assign(new Error('inner'), { code: 'E_INNER' });
    logger.error({ err: Object.assign(new Error('outer', { cause }), { parameters: ['s3cret'] }) }, 'y');
    expect(lines.join('')).not.toContain('s3cret');
    expect(lines.join('')).toContain('E_INNER');
  });

  it('keep Nest’s words, context and stack, and leave its list of routes out', () => {
    const { logger, lines, last } = capture();
    const nest = new NestLogger(logger);
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    expect(lines).toHaveLength(0);
    nest.error('broken', 'Error: broken\n    at x', 'Things');
    expect(last()).toMatchObject({
      level: 'error',
      msg: 'broken',
      context: 'Things',
      stack: expect.stringContaining('at x'),
    });
    nest.warn({ requestId: 'req_1', msg: 'odd' }, 'Things');
    expect(last()).toMatchObject({ level: 'warn', msg: 'odd', requestId: 'req_1', context: 'Things' });
  });

  it('can be read by people', () => {
    const line = prettyLine(
      '{"level":"warn","time":"2026-01-02T03:04:05.678Z","service":"svc","msg":"odd","status":503}',
    );
    // eslint-disable-next-line no-control-regex -- the colours are control characters
    expect(line.replace(/\u001b\[\d+m/g, '')).toBe('03:04:05.678 WARN  svc odd status=503\n');
    expect(prettyLine('not JSON\n')).toBe('not JSON\n');
  });
});
