import { redisUrl, wholeNumber } from '../config/env-types.js';

/** What processes have in common, and how many they are: part of the environment of everything that shares limits. */
export const fleetEnv = {
  /** Carries the queue and what replicas share; one server or a cluster. Default: the queue is in the database, nothing is shared. */
  REDIS_URL: redisUrl().optional(),
  /**
   * Processes that will ever share a limit, workers and those that start before others have gone included. While Redis is away
   * each goes on with its part: limit ÷ this, rounded down.
   */
  UPSTREAM_MAX_REPLICAS: wholeNumber({ min: 1, max: 1_000 }).default(4),
  /** The longest any call waits for Redis before it is decided with this process's part alone. */
  UPSTREAM_REDIS_TIMEOUT_MS: wholeNumber({ min: 5, max: 5_000 }).default(50),
};

export interface FleetEnv {
  REDIS_URL?: string;
  UPSTREAM_MAX_REPLICAS: number;
  UPSTREAM_REDIS_TIMEOUT_MS: number;
}
