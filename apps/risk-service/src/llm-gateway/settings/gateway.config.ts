import { ConfigError, parseEnv } from '@tradewind/platform';
import { llmPresets, type LlmPresetName } from '@tradewind/upstream';
import { z } from 'zod';

const count = (initial: number, max = 1_000_000_000) => z.coerce.number().int().min(1).max(max).default(initial);
const milliseconds = (initial: number) => z.coerce.number().int().min(10).max(600_000).default(initial);
const name = z.string().min(1).max(200);

/** A variable that holds JSON of the given shape. */
function json<S extends z.ZodType>(shape: S, initial: z.input<S>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'valid JSON' });
        return z.NEVER;
      }
    })
    .pipe(shape)
    .prefault(JSON.stringify(initial));
}

const Preset = z.custom<LlmPresetName>((value) => typeof value === 'string' && Object.hasOwn(llmPresets, value), {
  error: `a preset: ${Object.keys(llmPresets).join(', ')}`,
});

/** A backend server beside those of the environment (`llm`, `embedding`, `rerank`), with the limits its owner set. */
export const ServerSetting = z.strictObject({
  preset: Preset.default('openai-compatible'),
  base_url: z.url({ protocol: /^https?$/ }).optional(),
  /** The variable that holds the key: keys stay apart from what is printed when a setting is wrong. */
  api_key_variable: z.string().min(1).optional(),
  /** Calls in flight and waiting, and how long one may wait; default as for the server `llm`. */
  limit: z.int().min(1).optional(),
  max_waiting: z.int().min(0).optional(),
  max_wait_ms: z.int().min(0).optional(),
  requests_per_minute: z.int().min(1).optional(),
  tokens_per_minute: z.int().min(1).optional(),
});
export type ServerSetting = z.infer<typeof ServerSetting>;

/** A public model name and the servers behind it, in the order of fallback. */
export const RouteSetting = z.strictObject({
  kind: z.enum(['chat', 'embedding', 'rerank']),
  servers: z
    .array(z.strictObject({ server: name, model: name, weight: z.number().min(0).max(1000).default(1) }))
    .min(1)
    .max(20),
});
export type RouteSetting = z.infer<typeof RouteSetting>;

/** Money per million tokens. */
export const PriceSetting = z.strictObject({
  input_per_million: z.number().min(0),
  output_per_million: z.number().min(0).default(0),
});
export type PriceSetting = z.infer<typeof PriceSetting>;

/**
 * The environment of the LLM gateway. `GATEWAY_SERVERS`, `GATEWAY_ROUTES` and `GATEWAY_PRICES` are JSON objects by server
 * or model name; without routes there are `tradewind-chat`, `tradewind-embed` and `tradewind-rerank`, each on the
 * server of the environment.
 */
export const GatewayEnv = z.object({
  GATEWAY_SERVERS: json(z.record(name, ServerSetting), {}),
  GATEWAY_ROUTES: json(z.record(name, RouteSetting), {}),
  GATEWAY_PRICES: json(z.record(name, PriceSetting), {}),
  /** Longest prompt, all messages together, in characters. */
  GATEWAY_MAX_PROMPT_CHARACTERS: count(10_000),
  /** What an API key may use in any 60 seconds. */
  GATEWAY_KEY_REQUESTS_PER_MINUTE: count(600),
  GATEWAY_KEY_TOKENS_PER_MINUTE: count(600_000),
  /** Output reserved for a call that does not cap its own. */
  GATEWAY_DEFAULT_OUTPUT_TOKENS: count(1_024),
  /** Longest that a stream may run in all; silence inside it is bounded apart from that. */
  GATEWAY_STREAM_TIMEOUT_MS: milliseconds(600_000),
  /** Silence after which a stream gets a comment, so that load balancers do not cut it. The first one commits status 200. */
  GATEWAY_KEEPALIVE_MS: milliseconds(10_000),
  /** How long a client may leave its stream unread before it is given up. */
  GATEWAY_CLIENT_STALL_MS: milliseconds(60_000),
  /** Longest answer that is passed on. */
  GATEWAY_MAX_ANSWER_BYTES: count(32 * 1024 * 1024),
});
export type GatewayEnv = z.infer<typeof GatewayEnv>;

/** Reads and checks the environment; a wrong value stops the start and names the variable. */
export function readGatewayEnv(env: NodeJS.ProcessEnv = process.env): GatewayEnvironment {
  const parsed = parseEnv(GatewayEnv, env);
  return { ...parsed, serverKeys: readServerKeys(parsed, env) };
}

/** The environment and the keys it refers to, by server. */
export type GatewayEnvironment = GatewayEnv & { serverKeys: ReadonlyMap<string, string> };

function readServerKeys({ GATEWAY_SERVERS }: GatewayEnv, env: NodeJS.ProcessEnv): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [server, { api_key_variable: variable }] of Object.entries(GATEWAY_SERVERS)) {
    if (variable === undefined) continue;
    const key = env[variable];
    if (!key) {
      const message = `${variable} is not set: expected the API key of the server "${server}" of GATEWAY_SERVERS`;
      throw new ConfigError([{ variable, message }]);
    }
    keys.set(server, key);
  }
  return keys;
}
