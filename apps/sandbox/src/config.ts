import { z } from 'zod';
import type { SandboxOptions } from './index.js';

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4010),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOAD_TARGET: z.url({ protocol: /^https?$/ }).optional(),
});

/**
 * Where the sandbox listens: `PORT` (default 4010) and `HOST` (default 127.0.0.1); `LOAD_TARGET` is the product's address, which the
 * overload lab's load button sends requests to (default: none). Throws naming the wrong variable.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): SandboxOptions {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The sandbox cannot start. ${problems.join('; ')}`);
  }
  return { port: parsed.data.PORT, host: parsed.data.HOST, loadTarget: parsed.data.LOAD_TARGET };
}
