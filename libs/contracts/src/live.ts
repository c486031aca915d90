import { z } from 'zod';
import { Timestamp } from './common.js';

const count = z.int().min(0);
const LaneCounts = z.object({ interactive: count, batch: count });

export const LiveBudget = z
  .object({
    name: z.string(),
    limit: count.meta({ description: 'Enforced now: the least of configured, adaptive and leased' }),
    configured_limit: count,
    adaptive_limit: count.nullable().meta({ description: 'Lowered while the downstream is overloaded' }),
    leased_share: count.nullable().meta({ description: "This process's part of a limit that the fleet shares" }),
    in_flight: count,
    in_flight_by_lane: LaneCounts,
    waiting: count,
    max_waiting: count.meta({ description: 'How many may wait' }),
    max_wait_ms: z.number().meta({ description: 'How long one may wait' }),
    waiting_by_lane: LaneCounts,
    waiting_tenants: count,
    oldest_wait_ms: z.number(),
    service_ms: z.number().nullable().meta({ description: 'Typical duration of a successful call' }),
    decisions: z.record(z.string(), count).meta({ description: 'Admissions and refusals by reason, since the start' }),
  })
  .meta({ id: 'LiveBudget' });
export type LiveBudget = z.infer<typeof LiveBudget>;

export const LiveBreaker = z
  .object({
    server: z.string(),
    model: z.string(),
    state: z.enum(['closed', 'open', 'half-open']),
    failures: count.meta({ description: 'In a row, while closed' }),
    probes_in_flight: count,
    next_probe_ms: z.number().nullable(),
  })
  .meta({ id: 'LiveBreaker' });
export type LiveBreaker = z.infer<typeof LiveBreaker>;

const RateBucket = z.object({ limit: z.number(), remaining: z.number(), reset_ms: z.number() });

export const LiveServer = z
  .object({
    name: z.string(),
    kind: z.enum(['llm', 'embedding', 'rerank', 'search', 'gateway']),
    breakers: z.array(LiveBreaker),
    gate_closed_ms: z.number().meta({ description: 'For how long it has asked to be left alone; 0 when it has not' }),
    rate: z.object({ requests: RateBucket.nullable(), tokens: RateBucket.nullable() }),
    pool: z.object({
      origin: z.string(),
      max_connections: count,
      connected: count,
      busy: count,
      free: count,
      waiting: count,
    }),
  })
  .meta({ id: 'LiveServer' });
export type LiveServer = z.infer<typeof LiveServer>;

/** How the process stands to one of its stores, looked at every few seconds. */
export const LiveStore = z
  .object({
    state: z.enum(['up', 'down', 'unused']).meta({ description: '`unused`: none is configured' }),
    answered_in_ms: z.number().nullable().meta({ description: 'Round trip of the last look; null when it failed' }),
  })
  .meta({ id: 'LiveStore' });
export type LiveStore = z.infer<typeof LiveStore>;

/** Everything one process has in hand at one moment: the event `snapshot` of `GET /admin/live/self`. */
export const LiveSnapshot = z
  .object({
    service: z.string(),
    instance: z.string().meta({ description: 'Which replica: host and process id' }),
    at: Timestamp,
    uptime_ms: z.number(),
    resident_bytes: z.number(),
    shared_limits: z
      .enum(['in_process', 'up', 'down'])
      .meta({ description: 'Limits of this process alone, or shared through Redis, and whether that is in reach' }),
    stores: z.object({ postgresql: LiveStore, redis: LiveStore }),
    database: LiveBudget,
    budgets: z.array(LiveBudget),
    servers: z.array(LiveServer),
  })
  .meta({ id: 'LiveSnapshot' });
export type LiveSnapshot = z.infer<typeof LiveSnapshot>;

const series = z.array(z.number());

/**
 * The last 15 minutes of one process, for sparklines: the event `history` of both streams. Each series has one number per step, the
 * last one for the step that is running; a process that is younger has shorter ones.
 */
export const LiveHistory = z
  .object({
    service: z.string(),
    instance: z.string(),
    step_ms: z.int().meta({ description: 'Length of a step' }),
    ends_at: Timestamp.meta({ description: 'When the last step ends' }),
    budgets: z.record(
      z.string(),
      z.object({
        in_flight: series.meta({ description: 'The most that was seen in the step' }),
        waiting: series.meta({ description: 'The most that was seen in the step' }),
        refused: series.meta({ description: 'How many in the step' }),
      }),
    ),
    servers: z.record(
      z.string(),
      z.object({
        busy: series.meta({ description: 'Most connections in use' }),
        blocked: series.meta({ description: '1 when a breaker was open or the gate closed, else 0' }),
      }),
    ),
  })
  .meta({ id: 'LiveHistory' });
export type LiveHistory = z.infer<typeof LiveHistory>;

/** Every process of the product at one moment: the event `fleet` of `GET /admin/live`. */
export const LiveFleet = z
  .object({
    at: Timestamp,
    replicas: z.array(
      z.object({
        heard_ms_ago: z.number().meta({ description: 'Age of the snapshot; above a few seconds the process is lost' }),
        snapshot: LiveSnapshot,
      }),
    ),
    missing: z.array(
      z.object({
        address: z.string(),
        reason: z.string().meta({ description: 'Why nothing was heard from there' }),
      }),
    ),
  })
  .meta({ id: 'LiveFleet' });
export type LiveFleet = z.infer<typeof LiveFleet>;
