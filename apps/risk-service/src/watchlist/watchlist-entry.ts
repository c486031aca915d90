/** What an entry of a list is. Companies are compared with organisations, contacts with persons. */
export type EntryKind = 'organization' | 'person' | 'vessel' | 'aircraft' | 'other';

/** An entry of a list with the name that was found alike. */
export interface ListedName {
  readonly source: string;
  readonly version: string;
  readonly entryId: string;
  readonly kind: EntryKind;
  /** The entry's main name. */
  readonly mainName: string;
  /** The name or alias that was compared. */
  readonly name: string;
  /** ISO 3166 alpha-2. */
  readonly countries: readonly string[];
  readonly identifiers: readonly string[];
  readonly programs: readonly string[];
  readonly url: string | null;
  /** `YYYY-MM-DD` */
  readonly listedOn: string | null;
}

/** A list as it was imported. */
export interface ListVersion {
  readonly source: string;
  readonly version: string;
  readonly entries: number;
  readonly importedAt: string;
}
