/** Writes moments as ISO 8601; all but the milliseconds is the same for the many of one second. */
export class IsoClock {
  #second = -1;
  #text = '';

  /** @param ms since the epoch */
  text(ms: number): string {
    const second = Math.floor(ms / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#text = new Date(second * 1_000).toISOString().slice(0, 20);
    }
    return `${this.#text}${String(ms - second * 1_000).padStart(3, '0')}Z`;
  }
}
