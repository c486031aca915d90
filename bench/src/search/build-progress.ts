import type { DataSource } from 'typeorm';

/** What share of the whole build each part took for a million rows; the order is that of the work. */
const SHARES = {
  rows: 0.37,
  'full-text and filter indexes': 0.06,
  'term statistics': 0.05,
  'vector index': 0.52,
} as const;
export type BuildPart = keyof typeof SHARES;

const LOOK_EVERY_MS = 5_000;
const SAY_EVERY_MS = 20_000;

/** Says how far a build is, in percent of the whole, and how long it may still take at the pace so far. */
export class BuildProgress {
  private readonly startedMs = performance.now();
  private saidMs = 0;

  /** Notes that `share` (0 to 1) of a part is done; prints a line when the last one is a while ago. */
  at(part: BuildPart, share: number): void {
    const now = performance.now();
    if (now - this.saidMs < SAY_EVERY_MS) return;
    this.saidMs = now;
    let done = SHARES[part] * Math.min(1, share);
    for (const [before, whole] of Object.entries(SHARES)) {
      if (before === part) break;
      done += whole;
    }
    const minutes = (now - this.startedMs) / 60_000;
    const left = done > 0.02 ? `, about ${String(Math.ceil(minutes / done - minutes))} min left` : '';
    console.log(`  ${String(Math.round(done * 100))} % after ${minutes.toFixed(1)} min${left} (${part})`);
  }

  /** Reports on the index that another connection is building over the partitions of `table`, until the returned function is called. */
  watchIndex(part: BuildPart, dataSource: DataSource, table: string): () => void {
    const timer = setInterval(() => {
      void this.indexed(dataSource, table).then(
        (share) => {
          if (share !== undefined) this.at(part, share);
        },
        () => undefined,
      );
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }

  /** By size: partitions are built in the order of their names, and one may be as large as all others together. */
  private async indexed(dataSource: DataSource, table: string): Promise<number | undefined> {
    const [row] = await dataSource.query<{ share: number | null }[]>(
      `WITH parts AS (
         SELECT row_number() OVER (ORDER BY relid::text) - 1 AS place, pg_relation_size(relid)::float8 AS size
         FROM pg_partition_tree($1) WHERE isleaf
       )
       SELECT sum(CASE WHEN p.place < b.partitions_done THEN p.size WHEN p.place = b.partitions_done
                       THEN p.size * b.tuples_done / greatest(1, b.tuples_total) ELSE 0 END) / greatest(1, sum(p.size)) AS share
       FROM pg_stat_progress_create_index b, parts p WHERE b.datname = current_database()`,
      [table],
    );
    return row?.share ?? undefined;
  }
}
