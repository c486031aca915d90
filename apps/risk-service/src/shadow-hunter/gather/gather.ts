import { currentScope, Deadline, degrade, type SearchPort, withDeadline } from '@tradewind/upstream';
import type { CostMeter } from '../../costs/cost-meter.js';
import type { PlannedQuery } from '../planning/plan-queries.js';
import { mapLimit } from './map-limit.js';

/** A search result and the query that found it. */
export interface FoundPage {
  readonly title: string;
  readonly url: string;
  readonly snippet: string;
  readonly publishedAt: string | null;
  readonly query: PlannedQuery;
}

export interface Gathered {
  readonly pages: FoundPage[];
  /** Queries that brought no answer; each is in the scope's `degraded` as well. */
  readonly failed: PlannedQuery[];
}

const RESULTS_PER_QUERY = 10;

export interface GatherOptions {
  /** Searches of this check in flight at once. */
  fanOut: number;
  /** Time for all searches together; what has not answered by then is given up, what has is kept. */
  shareMs: number;
  meter: CostMeter;
  onFound?: (query: PlannedQuery, results: number) => void;
}

/**
 * Runs the planned searches, at most `fanOut` at a time; what bounds all checks together is the port's own budget. A search
 * that fails is recorded as `search.<category>.<language>`, and the others go on.
 */
export async function gather(
  search: SearchPort,
  queries: readonly PlannedQuery[],
  options: GatherOptions,
): Promise<Gathered> {
  const failed: PlannedQuery[] = [];
  const share = Deadline.after(options.shareMs, { parent: currentScope().deadline });
  const perQuery = await mapLimit(queries, options.fanOut, (query) =>
    degrade(
      `search.${query.category}.${query.language}`,
      async () => {
        const { results } = await withDeadline(share.remainingMs(), () =>
          search.search({
            query: query.query,
            limit: RESULTS_PER_QUERY,
            language: query.language,
            ...(query.country !== undefined && { country: query.country }),
          }),
        );
        options.meter.addSearch();
        options.onFound?.(query, results.length);
        return results.map((result): FoundPage => ({ ...result, query }));
      },
      () => {
        failed.push(query);
        return [];
      },
    ),
  );
  return { pages: perQuery.flat(), failed };
}
