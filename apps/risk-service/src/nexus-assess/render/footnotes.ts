import type { Check, Evidence } from '@tradewind/contracts';

export interface Footnote {
  readonly number: number;
  readonly evidence: Evidence;
}

/** The sources of a report, numbered in the order of the evidence. */
export class Footnotes {
  private readonly byId: ReadonlyMap<string, Footnote>;

  constructor(check: Check) {
    this.byId = new Map(check.evidence.map((evidence, i) => [evidence.evidence_id, { number: i + 1, evidence }]));
  }

  get all(): Footnote[] {
    return [...this.byId.values()];
  }

  numbersOf(ids: readonly string[]): number[] {
    return ids.flatMap((id) => this.byId.get(id)?.number ?? []);
  }

  /** Replaces every `[ev_…]`; what is no source of this report disappears. */
  replaceIn(text: string, write: (number: number) => string): string {
    return text.replace(/ ?\[(ev_\d+)\]/g, (_, id: string) => {
      const number = this.byId.get(id)?.number;
      return number === undefined ? '' : write(number);
    });
  }
}
