/** What became of a request. */
export type Outcome =
  | { readonly kind: 'served' }
  /** Turned away with a status and a code. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  /** A stream that was ended with an error event that says why. */
  | { readonly kind: 'cut'; readonly code: string }
  /** Everything that may not happen: a connection that broke, a stream without an end, an answer nobody can read. */
  | { readonly kind: 'broken'; readonly reason: string };

export interface Ended {
  readonly name: string;
  readonly outcome: Outcome;
  readonly startedMs: number;
  readonly endedMs: number;
}

/** Keeps every request of a run, and says how they ended. */
export class Tally {
  readonly ended: Ended[] = [];

  add(ended: Ended): void {
    this.ended.push(ended);
  }

  /** Requests that ended thus, of those that `matches`. */
  of(kind: Outcome['kind'], matches: (ended: Ended) => boolean = () => true): Ended[] {
    return this.ended.filter((each) => each.outcome.kind === kind && matches(each));
  }

  /** `search broken: fetch failed (ECONNRESET)` and how often, most frequent first. */
  summary(kinds: readonly Outcome['kind'][]): string[] {
    const counts = new Map<string, number>();
    for (const { name, outcome } of this.ended) {
      if (!kinds.includes(outcome.kind)) continue;
      const line = `${name} ${describe(outcome)}`;
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
    return [...counts].sort(([, a], [, b]) => b - a).map(([line, count]) => `${count} × ${line}`);
  }
}

function describe(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'served':
      return 'served';
    case 'refused':
      return `refused: ${outcome.status} ${outcome.code}`;
    case 'cut':
      return `cut: ${outcome.code}`;
    case 'broken':
      return `broken: ${outcome.reason}`;
  }
}
