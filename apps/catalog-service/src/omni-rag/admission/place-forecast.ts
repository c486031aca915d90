const MIN_WAIT_MS = 1_000;
/** Nobody is told to stay away for longer: by then the queue may move quite differently. */
const MAX_WAIT_MS = 300_000;

/**
 * Says when it is worth coming back to a full queue. Every refused caller gets a moment of its own, as far apart as places come
 * free: the same moment for all would bring them all back to one place.
 */
export class PlaceForecast {
  private perPlaceMs = MIN_WAIT_MS;
  private lastGivenMs = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** @param finishedPerMinute tasks that ended within the last minute; with none, a document is taken to need a few seconds. */
  observe(finishedPerMinute: number): void {
    this.perPlaceMs = finishedPerMinute > 0 ? 60_000 / finishedPerMinute : 5_000;
  }

  /** Milliseconds until the next place nobody was promised yet is expected to be free. */
  next(): number {
    const nowMs = this.nowMs();
    const latestMs = nowMs + MAX_WAIT_MS;
    this.lastGivenMs = Math.min(latestMs, Math.max(nowMs, this.lastGivenMs) + this.perPlaceMs);
    return Math.ceil(Math.max(MIN_WAIT_MS, this.lastGivenMs - nowMs));
  }
}
