import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { urlOf } from '../config/env-types.js';
import { parseEnv } from '../config/parse-env.js';

export const ConsoleConfigSchema = z.object({
  /** Folder of the built console. Default: where the workspace builds it. */
  CONSOLE_DIR: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../../../../apps/console/dist', import.meta.url))),
  /** Address of a folder with sample documents, which the console then suggests. */
  CONSOLE_SAMPLES_URL: urlOf('http', 'https').optional(),
  /** Address of the sandbox, whose dials the console's overload lab turns from the browser. Without it there is no lab. */
  CONSOLE_SANDBOX_URL: urlOf('http', 'https').optional(),
});
export type ConsoleConfig = z.infer<typeof ConsoleConfigSchema>;

export function loadConsoleConfig(env: NodeJS.ProcessEnv = process.env): ConsoleConfig {
  return parseEnv(ConsoleConfigSchema, env);
}
