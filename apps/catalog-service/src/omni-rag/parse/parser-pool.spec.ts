import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RagEnv, type RagConfig } from '../rag.config.js';
import { ParserPool } from './parser-pool.js';
import { compileParserChild } from './testing/compile-child.js';

const never = new AbortController().signal;
/** Longer than any of these tests. */
const PATIENT = 600_000;

describe('ParserPool', () => {
  let child: Awaited<ReturnType<typeof compileParserChild>>;
  beforeAll(async () => {
    child = await compileParserChild();
  });
  afterAll(() => child.remove());

  const made: ParserPool[] = [];
  const poolOf = (config: Partial<RagConfig>): ParserPool => {
    const pool = new ParserPool(child.module, { ...RagEnv.parse({}), ...config });
    made.push(pool);
    return pool;
  };
  afterEach(() => Promise.all(made.splice(0).map((pool) => pool.end())));

  it('lets the next document wait for the process there is, in the order they came', async () => {
    const pool = poolOf({ RAG_PARSER_PATIENCE_MS: PATIENT });
    const first = await pool.take(never);
    const served: string[] = [];
    const waiting = ['second', 'third'].map(async (name) => {
      const taken = await pool.take(never);
      served.push(name);
      expect(taken).toBe(first);
      await pool.giveBack(taken);
    });
    await pool.giveBack(first);
    await Promise.all(waiting);
    expect(served).toEqual(['second', 'third']);
    expect(pool.size).toBe(1);
  });

  it('starts another process for who has waited long enough', async () => {
    const pool = poolOf({ RAG_PARSER_PATIENCE_MS: 1 });
    const first = await pool.take(never);
    const second = await pool.take(never);
    expect(second).not.toBe(first);
    expect(pool.size).toBe(2);
  });

  it('gives who waits a fresh process when the one there was is not fit for more', async () => {
    const pool = poolOf({ RAG_PARSER_PATIENCE_MS: PATIENT, RAG_PARSER_MAX_DOCUMENTS: 1 });
    const first = await pool.take(never);
    const waiting = pool.take(never);
    first.process.kill('document.too_complex');
    await pool.giveBack(first);
    expect((await waiting).process.alive).toBe(true);
    expect(pool.size).toBe(1);
  });

  it('forgets who was stopped while waiting', async () => {
    const pool = poolOf({ RAG_PARSER_PATIENCE_MS: PATIENT });
    const first = await pool.take(never);
    const stop = new AbortController();
    const stopped = pool.take(stop.signal);
    const next = pool.take(never);
    const reason = new Error('stopped');
    stop.abort(reason);
    await expect(stopped).rejects.toBe(reason);
    await pool.giveBack(first);
    expect(await next).toBe(first);
  });
});
