import type { ShareSource } from '../core/index.js';
import type { Presence } from './presence.js';
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
 * A lease that nobody could renew for so long, less this many heartbeats, may have run out for everybody: it had been renewed up to
 * one heartbeat before the silence began, and half a one is for being late.
 */
const SILENCE_MARGIN_BEATS = 1.5;

/**
 * This process's part of a limit of the whole fleet, leased in Redis and renewed with every heartbeat. No call ever waits for
 * Redis: permits are taken from the part that is here.
 *
 * A lease ends on this process's own clock, looked at whenever a permit is taken, so that a process that stood still starts
 * nothing on a lease that ran out meanwhile. One that cannot reach Redis keeps its share until a heartbeat before the lease ends,
 * then as much of it as its floor (limit ÷ maxReplicas) allows, and the whole floor when everybody else must have noticed too.
 */
export class LeasedShare implements AttachableShare {
  readonly #link: RedisLink;
  readonly #options: LeasedShareOptions;
  readonly #floor: number;
  readonly #channel: string;
  readonly #listeners = new Set<() => void>();
  #budget: SharedBudget | undefined;
  /** As leased last; nothing until the others have been asked: they may hold everything. */
  #leased = 0;
  /** When the lease runs out, on this process's clock, counted from before the heartbeat was sent. */
  #leasedUntilMs: number;
  /** Whether the last heartbeat failed. */
  #alone = false;
  /** What the listeners were told last. */
  #told = 0;
  /** Least that anybody has read since: who was turned away by it has to hear of more. */
  #leastRead = 0;
  #peakDemand = 0;
  #timer: NodeJS.Timeout | undefined;
  #beating = false;
  #lastBeatMs = -Infinity;
  #nextMs = 0;
  /** When the next heartbeat is due. */
  #dueMs = Infinity;
  readonly #stopListening: () => void;
  #closed = false;

  constructor(link: RedisLink, options: LeasedShareOptions, presence?: Presence) {
    this.#link = link;
    this.#options = options;
    this.#floor = Math.floor(options.limit / options.maxReplicas);
    this.#channel = `${options.key}:`;
    this.#leasedUntilMs = performance.now();
    this.#stopListening = link.onChange((up) => {
      if (up) this.#schedule(0);
    });
    presence?.show(this.#channel + options.processId);
  }

  /** Begins to take part. */
  attach(budget: SharedBudget): void {
    this.#budget = budget;
    void this.#beat();
  }

  share(): number {
    const usable = this.#usable();
    if (usable < this.#leastRead) this.#leastRead = usable;
    return usable;
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

  /** What may be used at this moment. */
  #usable(): number {
    const overdueMs = performance.now() - this.#leasedUntilMs;
    if (!this.#alone) {
      // Nobody has said that Redis is away: this process stood still, and what it had may be somebody else's by now.
      return overdueMs < 0 ? this.#leased : 0;
    }
    // A heartbeat early, so that calls can end before others start in their place.
    if (overdueMs < -this.#options.heartbeatMs) return this.#leased;
    return overdueMs < this.#options.leaseMs ? Math.min(this.#leased, this.#floor) : this.#floor;
  }

  /** One heartbeat; the next one is scheduled by it. */
  async #beat(): Promise<void> {
    if (this.#beating || this.#closed) return;
    this.#beating = true;
    clearTimeout(this.#timer);
    this.#dueMs = Infinity;
    const sentMs = performance.now();
    this.#lastBeatMs = sentMs;
    this.#nextMs = this.#options.heartbeatMs;
    const held = this.#usable();
    try {
      const answer = await this.#link.run(HEARTBEAT, [this.#options.key], this.#report(held));
      this.#alone = false;
      this.#leased = Array.isArray(answer) ? Number(answer[0]) : 0;
      this.#leasedUntilMs = sentMs + this.#options.leaseMs;
      // What was given up can be used by others once Redis knows that it is no longer used here.
      if (this.#leased < held) this.#nextMs = EAGER_MS;
    } catch {
      this.#alone = true;
    } finally {
      this.#beating = false;
      this.#schedule(this.#nextMs);
      this.#tell();
    }
  }

  #report(held: number): (string | number)[] {
    const { processId, limit, maxReplicas, leaseMs, heartbeatMs } = this.#options;
    const inFlight = this.#budget?.inFlight() ?? 0;
    const demand = Math.max(this.#peakDemand, this.#budget?.demand() ?? 0);
    this.#peakDemand = 0;
    const most = Math.max(held, this.#floor);
    const silenceMs = leaseMs - SILENCE_MARGIN_BEATS * heartbeatMs;
    return [
      processId,
      limit,
      demand,
      inFlight,
      held,
      leaseMs,
      most,
      this.#floor,
      maxReplicas,
      silenceMs,
      this.#channel,
    ];
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

  #tell(): void {
    const usable = this.#usable();
    if (usable === this.#told && usable === this.#leastRead) return;
    this.#told = usable;
    this.#leastRead = usable;
    for (const listener of this.#listeners) listener();
  }
}
