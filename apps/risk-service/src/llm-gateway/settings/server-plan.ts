import type { SectionBodies, ServerSetting } from '@tradewind/contracts';
import type { BackendOptions } from '@tradewind/upstream';
import type { RiskEnv } from '../../config/risk.config.js';
import { readServerKey, type GatewayEnv } from './gateway.config.js';

/** A server as it is to run. */
export interface ServerPlan {
  readonly options: BackendOptions;
  /** Where and as whom it is called. With the same one, the server goes on with its connections, breakers and queue. */
  readonly identity: string;
}

/** The key that a setting refers to. @throws Error when this process cannot have it */
export type KeyOf = (key: NonNullable<ServerSetting['api_key']>) => string;

/** Keys that are in the environment, where settings of the environment have all of theirs. */
export const variableKey: KeyOf = (key) => {
  if ('sealed' in key) throw new Error('a sealed key is not in the environment');
  const value = readServerKey(key.variable);
  if (value === undefined) throw new Error(`the variable ${key.variable} is not set in this process`);
  return value;
};

/** Every server of the sections with its limits. @throws Error naming the server whose key is not to be had */
export function serverPlans(
  { servers, limits }: Pick<SectionBodies, 'servers' | 'limits'>,
  env: GatewayEnv,
  risk: RiskEnv,
  keyOf: KeyOf,
): Map<string, ServerPlan> {
  return new Map(
    Object.entries(servers).map(([name, server]) => {
      const apiKey = server.api_key && keyFor(name, server.api_key, keyOf);
      return [name, plan(server, apiKey, limits.servers[name] ?? {}, env, risk)];
    }),
  );
}

function keyFor(name: string, key: NonNullable<ServerSetting['api_key']>, keyOf: KeyOf): string {
  try {
    return keyOf(key);
  } catch (error) {
    throw new Error(`The key of the server "${name}" is not to be had: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function plan(
  server: ServerSetting,
  apiKey: string | undefined,
  bounds: SectionBodies['limits']['servers'][string],
  env: GatewayEnv,
  risk: RiskEnv,
): ServerPlan {
  return {
    identity: JSON.stringify([server.preset, server.base_url, apiKey]),
    options: {
      preset: server.preset,
      ...(server.base_url !== undefined && { baseUrl: server.base_url }),
      ...(apiKey !== undefined && { apiKey }),
      budget: {
        limit: bounds.limit ?? risk.GATEWAY_LLM_LIMIT,
        queue: {
          maxWaiting: bounds.max_waiting ?? risk.GATEWAY_LLM_MAX_WAITING,
          maxWaitMs: bounds.max_wait_ms ?? risk.GATEWAY_LLM_MAX_WAIT_MS,
          maxBytes: env.GATEWAY_MAX_WAITING_BYTES,
          // A chat nobody has waited for yet is worth more than one whose caller is about to give up.
          mode: 'evict-oldest',
        },
      },
      rateLimit: { requestsPerMinute: bounds.requests_per_minute, tokensPerMinute: bounds.tokens_per_minute },
      maxConnections: risk.HTTP_MAX_CONNECTIONS,
      maxKeepaliveConnections: risk.HTTP_MAX_KEEPALIVE_CONNECTIONS,
      maxBytes: env.GATEWAY_MAX_ANSWER_BYTES,
    },
  };
}
