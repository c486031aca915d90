import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListRecord } from './list-record.js';
import { recognise } from './recognise.js';

const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/watchlist/${name}`, import.meta.url));

async function read(name: string) {
  const list = await recognise(fixture(name));
  const records: ListRecord[] = [];
  for await (const record of list.read()) records.push(record);
  return { list, records };
}

describe("OFAC's CSV", () => {
  it('is read with its aliases and addresses, empty fields and the end mark left out', async () => {
    const { list, records } = await read('sdn.csv');
    expect(list).toMatchObject({ format: 'ofac-csv', source: 'ofac-sdn' });
    expect(list.files).toHaveLength(3);
    const entries = records.flatMap((each) => (each.record === 'entry' ? [each] : []));
    expect(entries.map(({ entryId, kind, name }) => [entryId, kind, name])).toEqual([
      ['36001', 'organization', 'OSTROVIA PETRO LOGISTICS FZE'],
      ['36002', 'organization', 'ZERKALO NEFT'],
      ['36003', 'person', 'PETRENKOV, Sergei Aleksandrovich'],
      ['36004', 'vessel', 'MV GONDOLIN STAR'],
      ['36005', 'organization', 'QUOTED "BLUE" HERON TRADING CO., LTD'],
    ]);
    expect(entries[0]?.programs).toEqual(['EMBARGO2', 'SHIPPING']);
    expect(entries[1]?.identifiers).toEqual(['1027700998877', '7707998877']);
    expect(records).toContainEqual({ record: 'alias', entryId: '36002', name: 'ЗЕРКАЛО НЕФТЬ' });
    expect(records.filter((each) => each.record === 'country')).toEqual([
      { record: 'country', entryId: '36001', country: 'AE' },
      { record: 'country', entryId: '36002', country: 'RU' },
      { record: 'country', entryId: '36005', country: 'CN' },
    ]);
  });
});

describe("OpenSanctions' targets.simple.csv", () => {
  it('is read by the names of its columns, several values to a field', async () => {
    const { list, records } = await read('targets.simple.csv');
    expect(list).toMatchObject({ format: 'opensanctions-csv', source: 'opensanctions-targets-simple' });
    expect(records).toHaveLength(3);
    expect(records[0]).toEqual({
      ...{ record: 'entry', entryId: 'fx-lindqvist', kind: 'organization', name: 'Lindqvist Kullager AB' },
      aliases: ['Lindqvist Bearings', 'Линдквист Подшипник'],
      countries: ['SE', 'RU'],
      identifiers: ['556000-9999'],
      programs: ['FX-DUALUSE'],
      remarks: 'Dual-use transfers, 2024',
      url: 'https://www.opensanctions.org/entities/fx-lindqvist/',
      listedOn: '2024-02-29',
    });
  });
});

describe("OpenSanctions' entities as JSON", () => {
  it('is read line by line; what is no target, and no JSON, is left out', async () => {
    const { list, records } = await read('targets.nested.json');
    expect(list.format).toBe('opensanctions-json');
    expect(records).toMatchObject([
      { entryId: 'fx-json-1', aliases: ['MDH Group'], countries: ['CY'], identifiers: ['HE 990017'] },
      { entryId: 'fx-json-3', kind: 'person', countries: ['FI'] },
    ]);
  });
});

describe('odd files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tradewind-list-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  async function entriesOf(text: string) {
    const file = join(folder, 'targets.simple.csv');
    await writeFile(file, text);
    const records: ListRecord[] = [];
    for await (const record of (await recognise(file)).read()) records.push(record);
    return records.flatMap((each) => (each.record === 'entry' ? [each] : []));
  }

  it.each([
    ['a byte order mark and CRLF', '\ufeffid,schema,name,aliases\r\nx1,Company,Acme Ltd,Acme\r\n'],
    ['quoted columns in another order', '"name","aliases","schema","id"\nAcme Ltd,Acme,Company,x1\n'],
    ['columns in capitals and blank lines', 'ID,Schema,Name,Aliases\n\nx1,Company,Acme Ltd,Acme\n\n'],
    ['rows with too few and too many fields', 'id,schema,name,aliases\nx1,Company,Acme Ltd,Acme,1,2\nx2,Company\n'],
    ['no end of the last line', 'id,schema,name,aliases\nx1,Company,Acme Ltd,Acme'],
  ])('with %s are read', async (_, text) => {
    expect(await entriesOf(text)).toMatchObject([{ entryId: 'x1', name: 'Acme Ltd', aliases: ['Acme'] }]);
  });

  it('keep line breaks and quotation marks within quoted fields', async () => {
    const [entry] = await entriesOf('id,schema,name,sanctions\r\nx1,Company,"Acme ""Blue"" Ltd","one\r\ntwo"\r\n');
    expect(entry).toMatchObject({ name: 'Acme "Blue" Ltd', remarks: 'one\r\ntwo' });
  });

  it('lack columns without harm', async () => {
    expect(await entriesOf('id,schema,name\nx1,Company,Acme Ltd\n')).toMatchObject([
      { aliases: [], countries: [], identifiers: [], listedOn: null },
    ]);
  });
});

describe('another file', () => {
  it('is refused with the names of what can be imported', async () => {
    await expect(recognise(fileURLToPath(import.meta.url))).rejects.toThrow(/targets\.simple\.csv/);
  });
});
