/** What is known of one app's spending, in one currency, at this moment. Sums are of the whole fleet unless said otherwise. */
export class AppAccount {
  /** Spent by day (`YYYY-MM-DD`, UTC), as far as it is in the database. */
  readonly #days = new Map<string, number>();
  /** Set aside by calls in flight in this process. */
  #held = 0;
  /** Spent in this process and not in the database yet. */
  #unstored = 0;
  #othersHeld = 0;
  usedAtMs = 0;

  constructor(
    readonly appId: string,
    readonly currency: string,
  ) {}

  get held(): number {
    return this.#held;
  }

  /** True when nothing of this process's doing is open any more. */
  get idle(): boolean {
    return this.#held <= 0 && this.#unstored <= 0;
  }

  /** Spent and set aside on days that begin with `period`: a day, or a month (`YYYY-MM`). */
  committed(period: string): number {
    let spent = 0;
    for (const [day, amount] of this.#days) if (day.startsWith(period)) spent += amount;
    return spent + this.#unstored + this.#held + this.#othersHeld;
  }

  learnDay(day: string, spent: number): void {
    // What is in the database only grows; an older answer may come late.
    this.#days.set(day, Math.max(spent, this.#days.get(day) ?? 0));
  }

  learnOthers(held: number): void {
    this.#othersHeld = held;
  }

  forgetDaysBefore(month: string): void {
    for (const day of this.#days.keys()) if (day < month) this.#days.delete(day);
  }

  hold(amount: number): void {
    this.#held += amount;
  }

  /** Gives back what was set aside and notes what it really cost, until {@link stored}. */
  settle(held: number, cost: number): void {
    this.#held = Math.max(0, this.#held - held);
    this.#unstored += cost;
  }

  stored(cost: number): void {
    this.#unstored = Math.max(0, this.#unstored - cost);
  }
}
