/** How many calls a server has had in flight, over time: each change with its moment. */
export class InFlightLog {
  readonly #changes: { atMs: number; value: number }[] = [{ atMs: performance.now(), value: 0 }];

  change(value: number): void {
    this.#changes.push({ atMs: performance.now(), value });
  }

  /** Mean between two moments, weighted by how long each value lasted. */
  mean(fromMs: number, untilMs: number): number {
    let area = 0;
    for (const { value, lengthMs } of this.#spans(fromMs, untilMs)) area += value * lengthMs;
    return area / (untilMs - fromMs);
  }

  peak(fromMs = -Infinity, untilMs = Infinity): number {
    return Math.max(0, ...this.#spans(fromMs, untilMs).map(({ value }) => value));
  }

  #spans(fromMs: number, untilMs: number): { value: number; lengthMs: number }[] {
    return this.#changes.flatMap(({ atMs, value }, index) => {
      const startMs = Math.max(atMs, fromMs);
      const endMs = Math.min(this.#changes[index + 1]?.atMs ?? performance.now(), untilMs);
      return endMs > startMs ? [{ value, lengthMs: endMs - startMs }] : [];
    });
  }
}
