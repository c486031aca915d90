import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { wholeNumber } from './env-types.js';
import { parseEnv } from './parse-env.js';
import { checkWholeConfig } from './whole-config.js';

const One = z.object({ PORT: wholeNumber({ min: 0, max: 65_535 }), SHARED: wholeNumber({ min: 1 }) });
const Two = z.object({ SHARED: wholeNumber({ min: 1 }), API_KEY: z.string().min(16) });
const read = (env: Record<string, string>) => () => {
  checkWholeConfig([() => parseEnv(One, env), () => parseEnv(Two, env)]);
};

describe('the configuration as a whole', () => {
  it('tells all that is wrong in all of its parts at once, each once, and no secret', () => {
    let caught: unknown;
    try {
      read({ PORT: 'eighty', SHARED: '0', API_KEY: 'hunter2' })();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ConfigError);
    const { problems } = caught as ConfigError;
    expect(problems.map(({ variable }) => variable)).toEqual(['PORT', 'SHARED', 'API_KEY']);
    expect(problems[0]?.message).toBe('PORT is "eighty": expected a whole number from 0 to 65535');
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('passes when every part does', () => {
    expect(read({ PORT: '80', SHARED: '1', API_KEY: 'long enough for a key' })).not.toThrow();
  });
});
