import { kinds, type Kind } from '../kinds.js';

export interface KindStats {
  calls: number;
  /** Calls whose answer has not ended and whose caller is still there. */
  in_flight: number;
  peak_in_flight: number;
  /** The caller hung up before the answer had ended. */
  aborted_by_client: number;
  /** The sandbox destroyed the socket in mid-body, as dialled. */
  cut: number;
  /** Answers that ended, by HTTP status. */
  by_status: Record<string, number>;
  /** Calls by the model they named. */
  by_model: Record<string, number>;
}

export type Ending = { status: number } | 'aborted' | 'cut';

/** More model names than this are counted together, so that a fuzzer cannot grow the map. */
const maxModels = 200;

/** Counters per downstream. */
export class Stats {
  private readonly counters = new Map<Kind, KindStats>(kinds.map((kind) => [kind, emptyStats()]));

  /** Counts a call as in flight; the returned function ends it, once. */
  begin(kind: Kind, model: string | undefined): (ending: Ending) => void {
    const counter = this.of(kind);
    counter.calls += 1;
    counter.in_flight += 1;
    counter.peak_in_flight = Math.max(counter.peak_in_flight, counter.in_flight);
    if (model !== undefined) {
      const known = Object.hasOwn(counter.by_model, model) || Object.keys(counter.by_model).length < maxModels;
      increment(counter.by_model, known ? model : '(others)');
    }
    let ended = false;
    return (ending) => {
      if (ended) return;
      ended = true;
      counter.in_flight -= 1;
      if (ending === 'aborted') counter.aborted_by_client += 1;
      else if (ending === 'cut') counter.cut += 1;
      else increment(counter.by_status, String(ending.status));
    };
  }

  snapshot(): Record<Kind, KindStats> {
    const copy = (kind: Kind) => structuredClone(this.of(kind));
    return {
      llm: copy('llm'),
      embedding: copy('embedding'),
      rerank: copy('rerank'),
      search: copy('search'),
      oss: copy('oss'),
      web: copy('web'),
    };
  }

  /** Back to zero, except for the calls that are in flight now. */
  reset(): void {
    for (const counter of this.counters.values()) {
      const inFlight = counter.in_flight;
      Object.assign(counter, emptyStats(), { in_flight: inFlight, peak_in_flight: inFlight });
    }
  }

  private of(kind: Kind): KindStats {
    const counter = this.counters.get(kind);
    if (counter === undefined) throw new Error(`no counters for ${kind}`);
    return counter;
  }
}

function emptyStats(): KindStats {
  return { calls: 0, in_flight: 0, peak_in_flight: 0, aborted_by_client: 0, cut: 0, by_status: {}, by_model: {} };
}

function increment(counts: Record<string, number>, key: string): void {
  counts[key] = (Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0) + 1;
}
