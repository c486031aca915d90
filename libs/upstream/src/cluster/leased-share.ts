import type { ShareSource } from '../core/index.js';
import type { RedisLink } from './redis-link.js';
import { HEARTBEAT, LEAVE } from './share-script.js';

/** The budget whose limit is shared. */
export interface SharedBudget {
  /** Permits it could use: in flight and waiting. */
  demand(): number;
  /** Permits in use. */
  inFlight(): number;
}

/** A share that has to know the budget it is for. */
export interface AttachableShare extends ShareSource {
  attach(budget: SharedBudget): void;
}

export interface LeasedShareOptions {
  key: string;
  processId: string;
  /** Permits of all processes together. */
  limit: number;
  maxReplicas: number;
  leaseMs: number;
  heartbeatMs: number;
}

/** Soonest repetition of a heartbeat when a budget is short, ms. */
const EAGER_MS = 100;

/**
 * This process's part of a limit of the whole fleet, leased in Redis and renewed with every heartbeat. A process that dies loses
 * it when the lease runs out; one that cannot reach Redis keeps it for as long as the lease would last, and then goes on with
 * its floor, limit ÷ maxReplicas. No call ever waits for Redis: permits are taken from the part that is here.
 */
export class LeasedShare implements AttachableShare {
  readonly #link: RedisLink;
  readonly #options: LeasedShareOptions;
  readonly #floor: number;
  readonly #listeners = new Set<() => void>();
  #budget: SharedBudget | undefined;
  /** Nothing until the others have been asked: they may hold everything. */
  #share = 0;
  /** Whether it has ever been given a share. */
  #joined = false;
  /** When the lease runs out, on this process's clock, counted from before the heartbeat was sent. */
  #leasedUntilMs: number;
  #peakDemand = 0;
  #timer: NodeJS.Timeout | undefined;
  #beating = false;
  #lastBeatMs = -Infinity;
  #nextMs = 0;
  /** When the next heartbeat is due. */
  #dueMs = Infinity;
  readonly #stopListening: () => void;
  #closed = false;

  constructor(link: RedisLink, options: LeasedShareOptions) {
    this.#link = link;
    this.#options = options;
    this.#floor = Math.floor(options.limit / options.maxReplicas);
    this.#leasedUntilMs = performance.now();
    this.#stopListening = link.onChange((up) => {
      if (up) this.#schedule(0);
    });
  }

  /** Begins to take part. */
  attach(budget: SharedBudget): void {
    this.#budget = budget;
    void this.#beat();
  }

  share(): number {
    return this.#share;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  wanted(demand: number): void {
    if (demand > this.#peakDemand) this.#peakDemand = demand;
    if (this.#beating || this.#closed || !this.#link.up) return;
    const waitMs = Math.max(0, this.#lastBeatMs + EAGER_MS - performance.now());
    this.#schedule(waitMs);
  }

  /** Gives the share back, so that the others need not wait for the lease to run out. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    this.#listeners.clear();
    await this.#link.run(LEAVE, [this.#options.key], [this.#options.processId]).catch(() => undefined);
  }

  /** One heartbeat; the next one is scheduled by it. */
  async #beat(): Promise<void> {
    if (this.#beating || this.#closed) return;
    this.#beating = true;
    clearTimeout(this.#timer);
    this.#dueMs = Infinity;
    const sentMs = performance.now();
    this.#lastBeatMs = sentMs;
    const { key, processId, limit, leaseMs, heartbeatMs } = this.#options;
    const inFlight = this.#budget?.inFlight() ?? 0;
    const demand = Math.max(this.#peakDemand, this.#budget?.demand() ?? 0);
    this.#peakDemand = 0;
    this.#nextMs = heartbeatMs;
    try {
      const most = this.#joined ? this.#share : this.#floor;
      const args = [processId, limit, demand, inFlight, this.#share, leaseMs, most];
      const answer = await this.#link.run(HEARTBEAT, [key], args);
      const share = Array.isArray(answer) ? Number(answer[0]) : 0;
      this.#joined = true;
      // What was given up can be used by others once Redis knows that it is no longer used here.
      if (share < this.#share) this.#nextMs = EAGER_MS;
      this.#leasedUntilMs = sentMs + leaseMs;
      this.#set(share);
    } catch {
      this.#alone();
    } finally {
      this.#beating = false;
      this.#schedule(this.#nextMs);
    }
  }

  /** Redis is away: the share lasts as long as its lease; the floor is taken when everybody's lease must be over. */
  #alone(): void {
    const overdueMs = performance.now() + this.#options.heartbeatMs - this.#leasedUntilMs;
    if (overdueMs >= this.#options.leaseMs) this.#set(this.#floor);
    else if (overdueMs >= 0) this.#set(Math.min(this.#share, this.#floor));
  }

  #schedule(delayMs: number): void {
    if (this.#closed) return;
    const dueMs = performance.now() + delayMs;
    if (this.#beating || dueMs >= this.#dueMs) return;
    this.#dueMs = dueMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#beat();
    }, delayMs);
    this.#timer.unref();
  }

  #set(share: number): void {
    if (share === this.#share) return;
    this.#share = share;
    for (const listener of this.#listeners) listener();
  }
}
