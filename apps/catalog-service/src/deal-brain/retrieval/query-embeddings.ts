import {
  createScope,
  currentScope,
  degrade,
  runInScope,
  withDeadline,
  type CallScope,
  type EmbeddingPort,
} from '@tradewind/upstream';
import { BoundedCache } from '../bounded-cache.js';
import { stageMs } from '../stage-share.js';

/** A query is one short text: what takes longer than this is trouble, and full text alone answers too. */
const MAX_MS = 1200;
const SHARE = 0.3;
/** Of 384 dimensions about 3 KB each. */
const MAX_CACHED = 2000;
/** Long enough for paging, refining and asking again; a changed model is never far away. */
const TTL_MS = 10 * 60_000;

interface Flight {
  scope: CallScope;
  vector: Promise<readonly number[] | null>;
  waiting: number;
}

/**
 * Vectors of queries: cached per tenant, and equal queries in flight ask the downstream once. Who waits for a shared call may leave
 * without ending it for the others; when the last one has left it is aborted. Failures are never kept.
 */
export class QueryEmbeddings {
  private readonly cached: BoundedCache<readonly number[]>;
  private readonly flights = new Map<string, Flight>();

  constructor(
    private readonly port: EmbeddingPort,
    now?: () => number,
  ) {
    this.cached = new BoundedCache(MAX_CACHED, TTL_MS, now);
  }

  /** The vector if it need not be asked for. */
  peek(query: string): readonly number[] | undefined {
    return this.cached.get(keyOf(query));
  }

  /** The vector of a query, or null, noted as degradation of the stage `embedding`, when it does not come in time. */
  async of(query: string): Promise<readonly number[] | null> {
    return (
      this.peek(query) ??
      degrade(
        'embedding',
        () => withDeadline(stageMs(SHARE, MAX_MS), () => this.join(query)),
        () => null,
      )
    );
  }

  private async join(query: string): Promise<readonly number[] | null> {
    const key = keyOf(query);
    const flight = this.flights.get(key) ?? this.start(key, query);
    const { deadline } = currentScope();
    flight.waiting += 1;
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      flight.waiting -= 1;
      if (flight.waiting > 0) return;
      if (this.flights.get(key) === flight) this.flights.delete(key);
      flight.scope.deadline.cancel();
    };
    const listener = { onAbort: leave };
    deadline.listen(listener);
    try {
      return await flight.vector;
    } finally {
      deadline.unlisten(listener);
      leave();
    }
  }

  /** A scope of its own, so that it ends with nobody's request; what it uses is booked to the one who came first. */
  private start(key: string, query: string): Flight {
    const { requestId, tenantId, appId, lane, usage } = currentScope();
    const scope = createScope({ requestId, tenantId, appId, lane, usage, deadlineMs: MAX_MS });
    const vector = runInScope(scope, () => this.port.embed([query]))
      .then(({ vectors }) => {
        const [first] = vectors;
        if (first !== undefined) this.cached.set(key, first);
        return first ?? null;
      })
      .finally(() => {
        if (this.flights.get(key) === flight) this.flights.delete(key);
        scope.deadline.dispose();
      });
    // Whoever waits sees the failure; when nobody does any more it is nobody's.
    vector.catch(() => undefined);
    const flight: Flight = { scope, vector, waiting: 0 };
    this.flights.set(key, flight);
    return flight;
  }
}

function keyOf(query: string): string {
  return `${currentScope().tenantId}\n${query.normalize('NFKC').trim()}`;
}
