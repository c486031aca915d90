import { describe, expect, it } from '@jest/globals';
import { ConsoleConfigSchema } from '../console/console-config.js';
import { LiveConfigSchema } from '../live/live-config.js';
import { undocumentedVariables } from '../testing/undocumented.js';
import { TracingEnv } from '../tracing/tracing-config.js';
import { PlatformConfigSchema } from './platform-config.js';

describe('docs/configuration.md', () => {
  it('names every variable that all processes read, with its default', () => {
    expect(undocumentedVariables(PlatformConfigSchema)).toEqual([]);
    expect(undocumentedVariables(ConsoleConfigSchema, ['CONSOLE_DIR'])).toEqual([]);
    expect(undocumentedVariables(LiveConfigSchema)).toEqual([]);
    expect(undocumentedVariables(TracingEnv)).toEqual([]);
  });
});
