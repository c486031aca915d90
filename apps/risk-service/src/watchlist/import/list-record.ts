import type { EntryKind } from '../watchlist-entry.js';

/** One fact of a list file, in the order of the file. Names and countries may come long after their entry, from a companion file. */
export type ListRecord =
  | {
      readonly record: 'entry';
      readonly entryId: string;
      readonly kind: EntryKind;
      readonly name: string;
      readonly aliases: readonly string[];
      /** ISO 3166 alpha-2. */
      readonly countries: readonly string[];
      readonly identifiers: readonly string[];
      readonly programs: readonly string[];
      readonly remarks: string | null;
      readonly url: string | null;
      /** `YYYY-MM-DD` */
      readonly listedOn: string | null;
    }
  | { readonly record: 'alias'; readonly entryId: string; readonly name: string }
  | { readonly record: 'country'; readonly entryId: string; readonly country: string };

/** Files of one list, the main one first, and how they are read. */
export interface ListFiles {
  readonly format: 'ofac-csv' | 'opensanctions-csv' | 'opensanctions-json';
  /** Default name of the list. */
  readonly source: string;
  readonly files: readonly string[];
  read(): AsyncIterable<ListRecord>;
}
