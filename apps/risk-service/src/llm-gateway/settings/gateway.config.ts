import { PriceSetting, RoutesSection, ServerLimits, ServerSetting, WordsSection } from '@tradewind/contracts';
import { parseEnv, readVariable } from '@tradewind/platform';
import { z } from 'zod';

const count = (initial: number, max = 1_000_000_000) => z.coerce.number().int().min(1).max(max).default(initial);
/** As in the section that takes the place of these: what holds must be possible to write back. */
const MAX_PER_MINUTE = 100_000_000;
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

/** A server and how much it may be used, in one entry; the key stays apart from what is printed when a setting is wrong. */
const EnvironmentServer = z.strictObject({ ...ServerSetting.shape, ...ServerLimits.shape });

/**
 * The environment of the LLM gateway. What is JSON here has the shape of the settings' sections, and holds until somebody
 * edits the section through the admin API. Without routes there are `tradewind-chat`, `tradewind-embed` and
 * `tradewind-rerank`, each on the server of the environment.
 */
export const GatewayEnv = z.object({
  /** What provider keys are sealed with in the database. Every replica has the same; without one, keys are in variables. */
  SETTINGS_KEY: z.string().min(32).max(1_000).optional(),
  GATEWAY_SERVERS: json(z.record(name, EnvironmentServer), {}),
  GATEWAY_ROUTES: json(RoutesSection, {}),
  GATEWAY_PRICES: json(z.record(name, PriceSetting), {}),
  GATEWAY_WORDS: json(WordsSection.shape.words, []),
  /** Longest prompt, all messages together, in characters. */
  GATEWAY_MAX_PROMPT_CHARACTERS: count(10_000, 10_000_000),
  /** What an API key may use in any 60 seconds. */
  GATEWAY_KEY_REQUESTS_PER_MINUTE: count(600, MAX_PER_MINUTE),
  GATEWAY_KEY_TOKENS_PER_MINUTE: count(600_000, MAX_PER_MINUTE),
  /** Output reserved for a call that does not cap its own. */
  GATEWAY_DEFAULT_OUTPUT_TOKENS: count(1_024),
  /** Longest that a stream may run in all; silence inside it is bounded apart from that. */
  GATEWAY_STREAM_TIMEOUT_MS: milliseconds(600_000),
  /** Silence after which a stream gets a comment, so that load balancers do not cut it. The first one commits status 200. */
  GATEWAY_KEEPALIVE_MS: milliseconds(10_000),
  /** How long a client may leave its stream unread before it is given up. */
  GATEWAY_CLIENT_STALL_MS: milliseconds(60_000),
  /** Bodies of all calls that wait for one server: the count of waiting calls alone would leave their memory unbounded. */
  GATEWAY_MAX_WAITING_BYTES: count(32 * 1024 * 1024),
  /** Longest answer that is passed on. */
  GATEWAY_MAX_ANSWER_BYTES: count(32 * 1024 * 1024),
});
export type GatewayEnv = z.infer<typeof GatewayEnv>;

/** Reads and checks the environment; a wrong value stops the start and names the variable. */
export function readGatewayEnv(env: NodeJS.ProcessEnv = process.env): GatewayEnv {
  return parseEnv(GatewayEnv, env);
}

/** The key that a server of the settings refers to by its variable; undefined when this process has none of that name. */
export function readServerKey(variable: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return readVariable(variable, env);
}
