import type { SseEvent } from '@tradewind/platform';

/** What a run says while it works; the names are those of the server-sent events. */
export interface RunEvent {
  readonly event: string;
  readonly data: unknown;
}

/** A {@link RunEvent} at its place in the run, counted from 1. */
export interface JournalEntry extends SseEvent {
  readonly id: number;
}

/**
 * The events of one run, for any number of readers, who may come late or come back. Kept whole: what writes to it says a bounded number
 * of things.
 */
export class Journal {
  private readonly entries: JournalEntry[] = [];
  private readonly waiting = new Set<() => void>();
  private ended = false;

  append({ event, data }: RunEvent): void {
    if (this.ended) return;
    this.entries.push({ id: this.entries.length + 1, event, data });
    this.wake();
  }

  /** Says that nothing more will come. */
  end(): void {
    this.ended = true;
    this.wake();
  }

  get complete(): boolean {
    return this.ended;
  }

  /** What came after the entry with this id, in order, until the run ends. */
  async *read(after = 0): AsyncGenerator<JournalEntry, void, undefined> {
    for (let next = after; ; next += 1) {
      while (next >= this.entries.length) {
        if (this.ended) return;
        await this.change();
      }
      const entry = this.entries[next];
      if (entry !== undefined) yield entry;
    }
  }

  /** The entries after this id that are there now. */
  since(after: number): JournalEntry[] {
    return this.entries.slice(after);
  }

  /** Resolves at the next entry, or at the end. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.add(resolve);
    });
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
