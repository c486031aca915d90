import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { decimalNumber, flag, urlOf, wholeNumber, wordList } from './env-types.js';
import { parseEnv } from './parse-env.js';
import { loadPlatformConfig } from './platform-config.js';

const Schema = z.object({
  POOL_SIZE: wholeNumber({ min: 1, max: 50 }).default(20),
  RATIO: decimalNumber({ min: 0, max: 1 }).default(0.5),
  VERBOSE: flag().default(false),
  FORMAT: z.enum(['json', 'pretty']).default('json'),
  HOSTS: wordList().default([]),
  SERVER_URL: urlOf('https').optional(),
  ACCESS_KEY: z.string().min(16).optional(),
  NAME: z.string(),
});

function messagesOf(env: Record<string, string>): string[] {
  try {
    parseEnv(Schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.message);
    throw error;
  }
  return [];
}

describe('parseEnv', () => {
  it('reads what is set and takes the defaults for the rest, empty variables included', () => {
    expect(
      parseEnv(Schema, { NAME: 'x', POOL_SIZE: '7', RATIO: '0.25', VERBOSE: 'On', HOSTS: 'a, b,', FORMAT: '' }),
    ).toEqual({ NAME: 'x', POOL_SIZE: 7, RATIO: 0.25, VERBOSE: true, HOSTS: ['a', 'b'], FORMAT: 'json' });
  });

  it.each([
    [{ POOL_SIZE: 'abc' }, 'POOL_SIZE is "abc": expected a whole number from 1 to 50'],
    [{ POOL_SIZE: '0' }, 'POOL_SIZE is "0": expected a whole number from 1 to 50'],
    [{ POOL_SIZE: '1e1' }, 'POOL_SIZE is "1e1": expected a whole number from 1 to 50'],
    [{ POOL_SIZE: '7.5' }, 'POOL_SIZE is "7.5": expected a whole number from 1 to 50'],
    [{ RATIO: '2' }, 'RATIO is "2": expected a number from 0 to 1'],
    [{ VERBOSE: 'perhaps' }, 'VERBOSE is "perhaps": expected true or false'],
    [{ FORMAT: 'xml' }, 'FORMAT is "xml": expected one of json, pretty'],
  ])('says of %j what it is and what was expected', (env, message) => {
    expect(messagesOf({ NAME: 'x', ...env })).toEqual([message]);
  });

  it('names every wrong variable at once', () => {
    expect(messagesOf({ POOL_SIZE: 'x', FORMAT: 'y' })).toEqual([
      'POOL_SIZE is "x": expected a whole number from 1 to 50',
      'FORMAT is "y": expected one of json, pretty',
      'NAME is not set: expected a value',
    ]);
  });

  it('never repeats a secret', () => {
    const text = messagesOf({ NAME: 'x', ACCESS_KEY: 'hunter2', SERVER_URL: 'ftp://user:hunter2@host' }).join('\n');
    expect(text).toContain('SERVER_URL has an unusable value (23 characters): expected a URL beginning with https://');
    expect(text).toContain('ACCESS_KEY has an unusable value (7 characters): expected at least 16 characters');
    expect(text).not.toContain('hunter2');
  });
});

describe('secrets in files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tradewind-secrets-'));
    writeFileSync(join(folder, 'ACCESS_KEY'), 'from-the-mounted-secret\n');
    writeFileSync(join(folder, 'other'), 'from-a-file-of-any-name\n');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are read from a mounted folder, from a named file before that, and from the environment before both', () => {
    const read = (env: Record<string, string>) => parseEnv(Schema, { NAME: 'x', ...env }).ACCESS_KEY;
    const mounted = { SECRETS_DIR: folder };
    const named = { ...mounted, ACCESS_KEY_FILE: join(folder, 'other') };
    expect(read(mounted)).toBe('from-the-mounted-secret');
    expect(read(named)).toBe('from-a-file-of-any-name');
    expect(read({ ...named, ACCESS_KEY: 'from-the-environment' })).toBe('from-the-environment');
    expect(read({ SECRETS_DIR: join(folder, 'nowhere') })).toBeUndefined();
  });

  it('stop the start when a file that was named cannot be read', () => {
    expect(messagesOf({ NAME: 'x', ACCESS_KEY_FILE: join(folder, 'none') })).toEqual([
      `ACCESS_KEY_FILE is "${join(folder, 'none')}": expected a file that can be read (ENOENT)`,
    ]);
  });
});

describe('the platform’s environment', () => {
  it('needs nothing but a database', () => {
    expect(loadPlatformConfig({ DATABASE_URL: 'postgres://u@h/d' })).toMatchObject({
      DB_POOL_SIZE: 20,
      DB_POOL_OVERFLOW: 10,
      DATABASE_KIND: 'postgres',
      REQUEST_TIMEOUT_MS: 30_000,
      SHUTDOWN_GRACE_MS: 25_000,
      EMBEDDING_DIMENSIONS: 384,
      CORS_ORIGINS: [],
    });
    expect(() => loadPlatformConfig({})).toThrow('DATABASE_URL is not set');
  });
});
