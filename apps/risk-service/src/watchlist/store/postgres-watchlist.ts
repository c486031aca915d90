import { Injectable } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import type { ListedName, ListVersion } from '../watchlist-entry.js';
import { type CandidateQuery, Watchlist } from './watchlist.js';

/**
 * Share of trigrams two folded names must have in common to be compared at all. Low, because it only chooses what is compared: at 0.3 no
 * pair of the labelled set that is alike is lost.
 */
const TRIGRAMS_AT_LEAST = '0.3';
/** Vowels change most when a name is carried between scripts; names are also looked for without them. */
const CONSONANTS = `translate(n.folded, 'aeiouy ', '')`;

/** Lists in PostgreSQL, candidates by `pg_trgm`. */
@Injectable()
export class PostgresWatchlist extends Watchlist {
  constructor(private readonly database: Database) {
    super();
  }

  override lists(): Promise<ListVersion[]> {
    return this.database.tenant((manager) =>
      manager.query<ListVersion[]>(
        `SELECT source, version, entries, to_char(imported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "importedAt"
         FROM watchlist_sources ORDER BY source`,
      ),
    );
  }

  override candidates({ folded, kinds, identifier, limit }: CandidateQuery): Promise<ListedName[]> {
    return this.database.tenant(async (manager) => {
      await manager.query(`SELECT set_config('pg_trgm.similarity_threshold', $1, true)`, [TRIGRAMS_AT_LEAST]);
      return manager.query<ListedName[]>(
        `WITH found AS (
           SELECT n.id, similarity(n.folded, $1) AS alike FROM watchlist_names n WHERE n.folded % $1
           UNION ALL
           SELECT n.id, similarity(${CONSONANTS}, $2) FROM watchlist_names n WHERE $2 <> '' AND ${CONSONANTS} % $2
           UNION ALL
           SELECT n.id, 1 FROM watchlist_entries e JOIN watchlist_names n USING (source, version, entry_id)
           WHERE $3 <> '' AND e.identifiers @> ARRAY[$3]
         ), best AS (
           SELECT id, max(alike) AS alike FROM found GROUP BY id
         )
         SELECT e.source, e.version, e.entry_id AS "entryId", e.kind, e.name AS "mainName", n.name, e.countries, e.identifiers,
                e.programs, e.url, to_char(e.listed_on, 'YYYY-MM-DD') AS "listedOn"
         FROM best JOIN watchlist_names n USING (id)
         JOIN watchlist_entries e USING (source, version, entry_id)
         JOIN watchlist_sources s USING (source, version)
         WHERE e.kind = ANY ($4)
         ORDER BY best.alike DESC, n.id
         LIMIT $5`,
        [folded, folded.replace(/[aeiouy ]/g, ''), identifier ?? '', kinds, limit],
      );
    });
  }
}
