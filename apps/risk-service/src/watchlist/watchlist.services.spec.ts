import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CheckSubject } from '@tradewind/contracts';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { inScope } from '../testing/in-scope.js';
import { importList } from './import/import-list.js';
import type { ListRecord } from './import/list-record.js';
import { recognise } from './import/recognise.js';
import { WatchlistScreening } from './screening.js';
import { PostgresWatchlist } from './store/postgres-watchlist.js';

let db: TestDatabase;
let screening: WatchlistScreening;
const folder = mkdtempSync(join(tmpdir(), 'watchlist-'));

beforeAll(async () => {
  db = await createTestDatabase({ entities: [] });
  screening = new WatchlistScreening(new PostgresWatchlist(db.database));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await db.drop();
});

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/watchlist/${name}`, import.meta.url));
async function bringIn(file: string, source?: string) {
  const list = await recognise(file);
  return importList(db.dataSource, list, source ?? list.source);
}
const screen = (fields: Partial<CheckSubject> & { company_name: string }, tenantId = 'tnt_1') =>
  inScope(() => screening.screen(CheckSubject.parse({ country: 'AE', ...fields })), { tenantId });

describe('imported lists', () => {
  it('are in force for every tenant once the import is complete', async () => {
    expect((await screen({ company_name: 'Ostrovia Petro Logistics' })).lists).toEqual([]);
    const results = [
      await bringIn(fixture('sdn.csv')),
      await bringIn(fixture('targets.simple.csv')),
      await bringIn(fixture('targets.nested.json')),
    ];
    expect(results.map(({ source, entries, names }) => [source, entries, names])).toEqual([
      ['ofac-sdn', 5, 8],
      ['opensanctions-targets-simple', 3, 6],
      ['opensanctions-targets-nested', 2, 3],
    ]);
    for (const tenant of ['tnt_1', 'tnt_2']) {
      expect((await screen({ company_name: 'Ostrovia Petro Logistics' }, tenant)).lists).toHaveLength(3);
    }
  });

  it.each([
    ['its name with another form and case', 'ostrovia petro logistics f.z.e', 'AE', '36001', 'match'],
    ['an alias', 'Ostrovia Marine Services', 'AE', '36001', 'match'],
    ['a mistyped name', 'Ostrowia Petro Logistcs FZE', 'AE', '36001', 'match'],
    ['the same in Cyrillic', 'ООО «Зеркало Нефть»', 'RU', '36002', 'match'],
    ['a Cyrillic alias from Latin letters', 'Lindkvist Podshipnik', 'RU', 'fx-lindqvist', 'match'],
    ['its Chinese name', '深圳市腾岳贸易有限公司', 'CN', 'fx-hongda', 'match'],
    ['its English name', 'Shenzhen Tengyue Trading Company Limited', 'CN', 'fx-hongda', 'match'],
    ['its name in another country', 'Montserrat Duskfall Holdings Ltd', 'GB', 'fx-json-1', 'possible'],
  ])('find a company by %s', async (_, company_name, country, entryId, level) => {
    const { hits } = await screen({ company_name, country });
    expect(hits[0]).toMatchObject({ level, role: 'company', listed: { entryId } });
  });

  it('find a company by its registration number whatever it calls itself', async () => {
    const { hits } = await screen({
      company_name: 'Sunrise Import',
      country: 'RU',
      registration_number: '1027700-998877',
    });
    expect(hits).toMatchObject([{ level: 'match', sameIdentifier: true, listed: { entryId: '36002' } }]);
  });

  it('find a contact among the persons, and no company among them', async () => {
    const { hits } = await screen({
      company_name: 'Sunrise Import',
      contacts: ['Sergey Petrenkov, director, +7 000', 'info@sunrise.example'],
    });
    expect(hits).toMatchObject([{ role: 'contact', level: 'possible', listed: { entryId: '36003' } }]);
    expect((await screen({ company_name: 'Petrenkov Sergei Aleksandrovich' })).hits).toEqual([]);
  });

  it.each(['Ostrich Logistics FZE', 'Zerkalnaya Trading', 'Shenzhen Hengtai Trading Co., Ltd.', 'Blue Lagoon Trading'])(
    'do not find %s',
    async (company_name) => {
      expect((await screen({ company_name, country: 'CN' })).hits).toEqual([]);
    },
  );

  it('cannot be written by a tenant', async () => {
    const write = inScope(() =>
      db.database.tenant((manager) => manager.query(`DELETE FROM watchlist_entries WHERE source = 'ofac-sdn'`)),
    );
    await expect(write).rejects.toThrow(/permission denied/);
  });
});

describe('an import', () => {
  const lines = (...names: string[]) =>
    names
      .map((name, i) => `${String(i + 1)},"${name}","-0- ","P","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- "`)
      .join('\r\n');
  const file = join(folder, 'list.csv');
  const names = async () =>
    (
      await db.dataSource.query<{ name: string }[]>(
        `SELECT name FROM watchlist_names WHERE source = 'own' ORDER BY name`,
      )
    ).map(({ name }) => name);

  it('of the same file again does nothing, of a newer one replaces the older', async () => {
    writeFileSync(file, lines('Alpha Velmarin', 'Beta Quandara'));
    const first = await bringIn(file, 'own');
    expect(await bringIn(file, 'own')).toEqual({ ...first, unchanged: true });
    writeFileSync(file, lines('Beta Quandara', 'Gamma Tolvanen', 'Delta Harrowgate'));
    expect(await bringIn(file, 'own')).toMatchObject({ entries: 3, unchanged: false });
    expect(await names()).toEqual(['Beta Quandara', 'Delta Harrowgate', 'Gamma Tolvanen']);
  });

  it('of the same file after names came to be folded otherwise makes its names findable anew', async () => {
    const list = await recognise(file);
    const { version, names: count } = await bringIn(file, 'own');
    // As an older release left it: another folding, by which the name is not found today.
    const before = await importList(db.dataSource, list, 'own', undefined, 1);
    await db.dataSource.query(`UPDATE watchlist_names SET folded = 'qqqq' WHERE source = 'own'`);
    expect(before.version).not.toBe(version);
    expect((await screen({ company_name: 'Gamma Tolvanen' })).hits).toEqual([]);

    expect(await bringIn(file, 'own')).toMatchObject({ version, names: count, unchanged: false });
    expect((await screen({ company_name: 'Gamma Tolvanen' })).hits).toHaveLength(1);
    expect(await bringIn(file, 'own')).toMatchObject({ version, unchanged: true });
  });

  it('that breaks off leaves the version in force untouched, and can be begun again', async () => {
    const before = await names();
    const broken = {
      ...(await recognise(fixture('sdn.csv'))),
      async *read(): AsyncGenerator<ListRecord> {
        for await (const record of (await recognise(fixture('sdn.csv'))).read()) {
          for (let copy = 0; copy < 200 && record.record === 'entry'; copy += 1) {
            yield { ...record, entryId: `${record.entryId}-${String(copy)}` };
          }
        }
        throw new Error('disk failed');
      },
    };
    await expect(importList(db.dataSource, broken, 'own')).rejects.toThrow('disk failed');
    expect((await screen({ company_name: 'Gamma Tolvanen' })).hits).toHaveLength(1);
    const halfway = await screen({ company_name: 'Ostrovia Petro Logistics FZE' });
    expect(halfway.hits.every(({ listed }) => listed.source === 'ofac-sdn')).toBe(true);
    writeFileSync(file, lines(...before));
    await bringIn(file, 'own');
    expect(await names()).toEqual(before);
  });

  it('of a file without entries changes nothing and says so', async () => {
    const empty = {
      ...(await recognise(file)),
      async *read(): AsyncGenerator<ListRecord> {
        yield* [] as ListRecord[];
      },
      files: [fixture('alt.csv')],
    };
    await expect(importList(db.dataSource, empty, 'own')).rejects.toThrow(/Not one entry/);
    expect(await names()).toHaveLength(3);
  });
});
