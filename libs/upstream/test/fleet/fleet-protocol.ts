/** The use whose limit the fleet shares. */
export const FLEET_USE = 'fleet.search';

/** What a worker is told on its command line, as JSON. */
export interface FleetWorkerOptions {
  redisUrl: string;
  prefix: string;
  stubUrl: string;
  /** Callers of this process, each with one call at a time. */
  callers: number;
  limit: number;
  maxReplicas: number;
  leaseMs: number;
  heartbeatMs: number;
}
