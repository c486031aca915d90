import { Watchlist } from '../store/watchlist.js';
import type { ListedName, ListVersion } from '../watchlist-entry.js';

/** A list whose every name is a candidate. */
export class MemoryWatchlist extends Watchlist {
  broken = false;

  constructor(private readonly names: readonly ListedName[]) {
    super();
  }

  override lists(): Promise<ListVersion[]> {
    if (this.broken) return Promise.reject(new Error('relation "watchlist_sources" does not exist'));
    const list = { source: 'fixtures', version: 'v1', entries: this.names.length, importedAt: '2025-01-02T03:04:05Z' };
    return Promise.resolve(this.names.length === 0 ? [] : [list]);
  }

  override candidates({ kinds }: { kinds: readonly string[] }): Promise<ListedName[]> {
    return Promise.resolve(this.names.filter(({ kind }) => kinds.includes(kind)));
  }
}

export function aListedName(fields: Partial<ListedName> = {}): ListedName {
  const name = fields.name ?? 'Ostrovia Petro Logistics FZE';
  return {
    ...{ source: 'fixtures', version: 'v1', entryId: '1', kind: 'organization', mainName: name, name },
    ...{ countries: [], identifiers: [], programs: ['TEST'], url: null, listedOn: '2024-06-20' },
    ...fields,
  };
}
