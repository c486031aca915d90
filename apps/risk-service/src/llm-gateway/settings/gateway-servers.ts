import type { Backend, Upstream } from '@tradewind/upstream';
import type { ServerPlan } from './server-plan.js';

/** For how long a server that was taken out still serves calls that began with it, a fallback to it included. */
const LINGER_MS = 60_000;

interface Running {
  readonly identity: string;
  readonly backend: Backend;
}

/** The gateway's servers as they run, made to fit the settings. */
export class GatewayServers {
  #running: ReadonlyMap<string, Running> = new Map();

  constructor(private readonly upstream: Upstream) {}

  /**
   * Starts, replaces, adjusts and retires servers. One whose address and key stay the same keeps its breakers, its gate, its
   * queue and its connections; calls in flight end where they began.
   *
   * @returns the servers in force, by name
   */
  apply(plans: ReadonlyMap<string, ServerPlan>): ReadonlyMap<string, Backend> {
    const next = new Map<string, Running>();
    for (const [name, plan] of plans) next.set(name, this.#fit(name, plan, this.#running.get(name)));
    for (const name of this.#running.keys()) if (!next.has(name)) void this.upstream.removeBackend(name, LINGER_MS);
    this.#running = next;
    return new Map(Array.from(next, ([name, { backend }]) => [name, backend]));
  }

  #fit(name: string, { identity, options }: ServerPlan, running: Running | undefined): Running {
    if (running?.identity === identity) {
      running.backend.reconfigure(options);
      return running;
    }
    if (running !== undefined) void this.upstream.removeBackend(name, LINGER_MS);
    return { identity, backend: this.upstream.createBackend(name, options) };
  }
}
