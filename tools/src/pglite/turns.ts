/** First come, first served: one holder at a time. */
export class Turns {
  private tail: Promise<void> = Promise.resolve();

  /** Resolves with the function that ends the turn. */
  async take(): Promise<() => void> {
    const before = this.tail;
    let end: () => void = () => undefined;
    this.tail = new Promise((resolve) => (end = resolve));
    await before;
    return end;
  }
}
