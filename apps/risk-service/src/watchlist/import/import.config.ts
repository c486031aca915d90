import { parseEnv, urlOf } from '@tradewind/platform';
import { z } from 'zod';

const ImportEnv = z.object({
  /** The product's database, as the owner of its tables. */
  DATABASE_URL: urlOf('postgres', 'postgresql'),
});

export function readImportEnv(env: NodeJS.ProcessEnv = process.env): z.infer<typeof ImportEnv> {
  return parseEnv(ImportEnv, env);
}
