import { z } from 'zod';
import { parseEnv } from '../config/parse-env.js';

const PeerAddress = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'addresses such as http://host:port',
  );

export const LiveConfigSchema = z.object({
  /**
   * Where the product's other processes answer, separated by commas; the console's live page shows them beside this one. A host name
   * that stands for several addresses (a headless Service) means all of them.
   */
  LIVE_PEERS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    )
    .pipe(z.array(PeerAddress))
    .default([]),
});
export type LiveConfig = z.infer<typeof LiveConfigSchema>;

export function loadLiveConfig(env: NodeJS.ProcessEnv = process.env): LiveConfig {
  return parseEnv(LiveConfigSchema, env);
}
