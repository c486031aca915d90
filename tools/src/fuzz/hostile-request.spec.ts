import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hostileRequest } from './hostile-request.js';
import type { PublishedOperation } from './operations.js';
import { Pool } from './pool.js';

const KEYS = { tenant: 'tw_tenant', otherTenant: 'tw_other', admin: 'admin' };
const OPERATIONS: PublishedOperation[] = [
  {
    ...{ baseUrl: 'http://127.0.0.1:1', method: 'POST', path: '/rag/ingest', parameters: [], schemas: {} },
    body: {
      schema: {
        type: 'object',
        properties: {
          url: { type: 'string', format: 'uri' },
          webhook: { type: 'object', properties: { url: { type: 'string' } } },
        },
        required: ['url', 'webhook'],
      },
      example: {
        url: 'https://oss.example.com/a.pdf',
        webhook: { url: 'https://erp.example.com/hooks' },
        preset: 'openai',
      },
    },
  },
  {
    ...{ baseUrl: 'http://127.0.0.1:1', method: 'GET', path: '/tasks/{task_id}', body: undefined, schemas: {} },
    parameters: [
      { in: 'path', name: 'task_id', schema: { type: 'string' } },
      { in: 'query', name: 'limit', schema: { type: 'integer', maximum: 100 } },
    ],
  },
];
const NUMBERS = Array.from({ length: 1_500 }, (_, number) => number);
const make = (seed: number, number: number) =>
  hostileRequest(seed, number, OPERATIONS, KEYS, new Pool({}, ['http://127.0.0.1:1/a.pdf']));

describe('hostile requests', () => {
  it('are the same for the same seed and number, and others for another seed', () => {
    const spelled = (number: number) => {
      const { body, ...rest } = make(1, number);
      return (
        JSON.stringify(rest) +
        createHash('sha256')
          .update(body ?? '')
          .digest('hex')
      );
    };
    const few = NUMBERS.slice(0, 200);
    expect(few.map(spelled)).toEqual(few.map(spelled));
    expect(few.map((number) => make(1, number).target)).not.toEqual(few.map((number) => make(2, number).target));
  });

  it('never name another machine in what they ask the product to call', () => {
    for (const number of NUMBERS) {
      const { body, delivery } = make(3, number);
      const leads = delivery !== 'raw' && /example\.com|"preset":"openai"/.test(body?.toString('utf8') ?? '');
      expect({ number, leads }).toEqual({ number, leads: false });
    }
  });

  it('are of every kind, and reach every operation with its key', () => {
    const made = NUMBERS.map((number) => make(4, number));
    const kinds = new Set(made.map(({ attack }) => attack));
    for (const kind of [
      'none',
      'broken value',
      'broken JSON',
      'content type',
      'headers',
      'query',
      'path',
      'method',
      'not HTTP',
      'dribbled body',
      'body cut off',
      'huge body',
    ]) {
      expect([...kinds]).toContain(kind);
    }
    for (const { method, path } of OPERATIONS) {
      const own = made.filter(
        ({ operation, headers }) =>
          operation === `${method} ${path}` && headers.some(([, value]) => value === `Bearer ${KEYS.tenant}`),
      );
      expect(own.length).toBeGreaterThan(300);
    }
  });
});
