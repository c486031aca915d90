import type { OnModuleDestroy } from '@nestjs/common';
import type { LiveFleet, LiveHistory, LiveSnapshot } from '@tradewind/contracts';
import { frame } from '../http/sse.js';
import { LiveFeed } from './live-feed.js';
import type { LivePeers } from './live-peers.js';
import { INTERVAL_MS, MAX_LISTENERS, type LiveState } from './live-state.js';

interface Tick {
  /** The event as it goes over the wire: made once, however many listen. */
  frame: string;
  instances: readonly string[];
}

interface HistoryFrame {
  endsAt: string;
  frame: string;
}

/** Every process of the product in one stream: this one and its peers. */
export class FleetState implements OnModuleDestroy {
  readonly #feed: LiveFeed<Tick>;
  readonly #histories = new Map<string, HistoryFrame>();

  constructor(
    private readonly own: LiveState,
    private readonly peers: LivePeers,
  ) {
    this.#feed = new LiveFeed(() => this.#look(), {
      intervalMs: INTERVAL_MS,
      maxListeners: MAX_LISTENERS,
      whileWatched: () => {
        const ends = [own.watchDatabase(), peers.start()];
        return () => {
          for (const end of ends) end();
          this.#histories.clear();
        };
      },
    });
  }

  /**
   * Frames for one listener: the history of each process when it is first seen and after each of its steps, and everything as it is
   * now each second.
   *
   * @throws AppError 429 `live.too_many_listeners`
   */
  follow(): AsyncGenerator<string, void, undefined> {
    return this.#frames(this.#feed.follow());
  }

  async *#frames(ticks: AsyncGenerator<Tick, void, undefined>): AsyncGenerator<string, void, undefined> {
    const told = new Map<string, string>();
    for await (const tick of ticks) {
      for (const instance of tick.instances) {
        const history = this.#historyFrame(instance);
        if (history === undefined || history.endsAt === told.get(instance)) continue;
        told.set(instance, history.endsAt);
        yield history.frame;
      }
      yield tick.frame;
    }
  }

  /** Made once per step, however many listen. */
  #historyFrame(instance: string): HistoryFrame | undefined {
    const data = this.#historyOf(instance);
    if (data === undefined) return undefined;
    let made = this.#histories.get(instance);
    if (made?.endsAt !== data.ends_at) {
      made = { endsAt: data.ends_at, frame: frame({ event: 'history', data }) };
      this.#histories.set(instance, made);
    }
    return made;
  }

  #historyOf(instance: string): LiveHistory | undefined {
    if (instance === this.own.instance) return this.own.history();
    return this.peers.peers.find(({ snapshot }) => snapshot?.instance === instance)?.history();
  }

  #look(): Tick {
    const now = Date.now();
    const replicas = new Map<string, { heard_ms_ago: number; snapshot: LiveSnapshot }>();
    const missing = Array.from(this.peers.unresolved, ([address, reason]) => ({ address, reason }));
    for (const { snapshot, heardAtMs, name, reason } of this.peers.peers) {
      if (snapshot === undefined) missing.push({ address: name, reason });
      else replicas.set(snapshot.instance, { heard_ms_ago: now - heardAtMs, snapshot });
    }
    // Among its peers may be the process itself: a name stands for all replicas of a service.
    replicas.set(this.own.instance, { heard_ms_ago: 0, snapshot: this.own.look() });
    const order = (entry: { snapshot: LiveSnapshot }) => `${entry.snapshot.service} ${entry.snapshot.instance}`;
    const sorted = [...replicas.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const data: LiveFleet = { at: new Date(now).toISOString(), replicas: sorted, missing };
    return { frame: frame({ event: 'fleet', data }), instances: sorted.map(({ snapshot }) => snapshot.instance) };
  }

  /** Before the HTTP server waits for its open answers. */
  onModuleDestroy(): void {
    this.#feed.close();
  }
}
