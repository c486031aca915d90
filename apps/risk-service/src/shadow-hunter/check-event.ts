import type { Check, Evidence, SignalCategory } from '@tradewind/contracts';

/** The stages of a check, in their order. */
export type CheckStage = 'planning' | 'searching' | 'reading' | 'selecting' | 'verifying' | 'deciding';

/** What a check says while it runs; the names are those of the server-sent events. */
export type CheckEvent =
  | { readonly event: 'stage'; readonly data: StageReport }
  | { readonly event: 'evidence'; readonly data: Evidence }
  | { readonly event: 'result'; readonly data: Check };

export interface StageReport {
  readonly stage: CheckStage;
  /** During planning: the id of a check that is kept, by which its stream can be continued. */
  readonly check_id?: string;
  /** Counts of what the stage has to do or has found, by name. */
  readonly counts?: Readonly<Record<string, number>>;
  /** During searching: the category whose search has just been answered. */
  readonly category?: SignalCategory;
}
