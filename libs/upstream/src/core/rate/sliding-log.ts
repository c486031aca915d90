export const WINDOW_MS = 60_000;

/** Beyond this many entries neighbours within a sliver of the window share one, dated by the latest of them. */
const EXACT_ENTRIES = 4096;
const SLIVER_MS = WINDOW_MS / EXACT_ENTRIES;
const INITIAL_CAPACITY = 16;

/**
 * What was taken in the last 60 seconds, entry by entry, so that "N in any 60 s" holds exactly: a fixed window lets
 * twice N through at its edge. Entries live in rings of numbers; taking is O(1), forgetting is amortised O(1), and however many
 * requests there are, memory stays below a few thousand entries (merging only ever dates a request later than it was).
 *
 * Entries are named by a sequence number that stays valid until the entry has left the window.
 */
export class SlidingLog {
  #times = new Float64Array(INITIAL_CAPACITY);
  #requests = new Float64Array(INITIAL_CAPACITY);
  #tokens = new Float64Array(INITIAL_CAPACITY);
  #first = 0;
  #end = 0;
  /** When the newest entry was begun; later neighbours may have joined it. */
  #lastBeganMs = -Infinity;
  #requestSum = 0;
  #tokenSum = 0;

  /** Requests in the window. Call {@link forget} first. */
  get requests(): number {
    return this.#requestSum;
  }

  get tokens(): number {
    return this.#tokenSum;
  }

  get size(): number {
    return this.#end - this.#first;
  }

  /** Drops what has left the window: an entry of t is in it until just before t + 60 s. */
  forget(nowMs: number): void {
    const mask = this.#times.length - 1;
    while (this.#first < this.#end) {
      const at = this.#first & mask;
      if (nowMs - (this.#times[at] ?? 0) < WINDOW_MS) return;
      this.#requestSum -= this.#requests[at] ?? 0;
      this.#tokenSum -= this.#tokens[at] ?? 0;
      this.#first++;
    }
  }

  /** @returns the entry's name */
  add(nowMs: number, requests: number, tokens: number): number {
    this.#requestSum += requests;
    this.#tokenSum += tokens;
    if (this.size >= EXACT_ENTRIES && nowMs - this.#lastBeganMs < SLIVER_MS)
      return this.#merge(nowMs, requests, tokens);
    this.#lastBeganMs = nowMs;
    if (this.size === this.#times.length) this.#grow();
    const at = this.#end & (this.#times.length - 1);
    this.#times[at] = nowMs;
    this.#requests[at] = requests;
    this.#tokens[at] = tokens;
    return this.#end++;
  }

  /** Takes back a part of an entry, if it is still in the window. */
  subtract(entry: number, requests: number, tokens: number): void {
    if (entry < this.#first) return;
    const at = entry & (this.#times.length - 1);
    this.#requests[at] = (this.#requests[at] ?? 0) - requests;
    this.#tokens[at] = (this.#tokens[at] ?? 0) - tokens;
    this.#requestSum -= requests;
    this.#tokenSum -= tokens;
  }

  /** Milliseconds until at least `requests` and `tokens` have left the window; Infinity when there are not so many. */
  msUntilFreed(nowMs: number, requests: number, tokens: number): number {
    if (requests <= 0 && tokens <= 0) return 0;
    const mask = this.#times.length - 1;
    let requestsLeft = requests;
    let tokensLeft = tokens;
    for (let entry = this.#first; entry < this.#end; entry++) {
      const at = entry & mask;
      requestsLeft -= this.#requests[at] ?? 0;
      tokensLeft -= this.#tokens[at] ?? 0;
      if (requestsLeft <= 0 && tokensLeft <= 0) return (this.#times[at] ?? 0) + WINDOW_MS - nowMs;
    }
    return Infinity;
  }

  /** Milliseconds until the window is empty. */
  msUntilEmpty(nowMs: number): number {
    return this.size === 0 ? 0 : (this.#times[(this.#end - 1) & (this.#times.length - 1)] ?? 0) + WINDOW_MS - nowMs;
  }

  #merge(nowMs: number, requests: number, tokens: number): number {
    const at = (this.#end - 1) & (this.#times.length - 1);
    this.#times[at] = nowMs;
    this.#requests[at] = (this.#requests[at] ?? 0) + requests;
    this.#tokens[at] = (this.#tokens[at] ?? 0) + tokens;
    return this.#end - 1;
  }

  #grow(): void {
    const old = this.#times.length;
    const columns = [this.#times, this.#requests, this.#tokens].map((column) => {
      const larger = new Float64Array(old * 2);
      for (let entry = this.#first; entry < this.#end; entry++)
        larger[entry & (old * 2 - 1)] = column[entry & (old - 1)] ?? 0;
      return larger;
    });
    const [times, requests, tokens] = columns;
    if (times === undefined || requests === undefined || tokens === undefined) return;
    this.#times = times;
    this.#requests = requests;
    this.#tokens = tokens;
  }
}
