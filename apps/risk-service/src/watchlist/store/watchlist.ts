import type { EntryKind, ListedName, ListVersion } from '../watchlist-entry.js';

export interface CandidateQuery {
  /** Folded text, see `foldedText`. */
  readonly folded: string;
  readonly kinds: readonly EntryKind[];
  /** Letters and digits in upper case; entries that state it are candidates whatever their name. */
  readonly identifier?: string | undefined;
  readonly limit: number;
}

/** The lists in force: reference data of the operator, the same for every tenant. */
export abstract class Watchlist {
  abstract lists(): Promise<ListVersion[]>;

  /** Names that might be the same, the most alike by trigrams first. */
  abstract candidates(query: CandidateQuery): Promise<ListedName[]>;
}
