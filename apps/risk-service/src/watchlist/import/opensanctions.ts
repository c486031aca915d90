import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { EntryKind } from '../watchlist-entry.js';
import { csvRows } from './csv-rows.js';
import type { ListFiles, ListRecord } from './list-record.js';

const PAGE = 'https://www.opensanctions.org/entities/';
const KINDS: Readonly<Record<string, EntryKind>> = {
  Person: 'person',
  Organization: 'organization',
  Company: 'organization',
  LegalEntity: 'organization',
  PublicBody: 'organization',
  Vessel: 'vessel',
  Airplane: 'aircraft',
};
/** Properties of the data model (FollowTheMoney) that name an entity, number it, or say where it is. */
const NAMES = ['name', 'alias', 'previousName'];
const NUMBERS = [
  'registrationNumber',
  'innCode',
  'ogrnCode',
  'taxNumber',
  'vatCode',
  'leiCode',
  'uscCode',
  'idNumber',
  'imoNumber',
];
const COUNTRIES = ['country', 'jurisdiction', 'mainCountry', 'nationality', 'citizenship'];

/** OpenSanctions' `targets.simple.csv`: a header, one row per target, several values in a field separated by semicolons. */
export function simpleCsvFiles(file: string): ListFiles {
  return {
    format: 'opensanctions-csv',
    source: sourceOf(file),
    files: [file],
    async *read() {
      let column: ((row: readonly string[], name: string) => string) | undefined;
      for await (const row of csvRows(file)) {
        if (column === undefined) {
          const header = row.map((name) => name.trim().toLowerCase());
          column = (each, name) => each[header.indexOf(name)]?.trim() ?? '';
          continue;
        }
        const of = (name: string) => column?.(row, name) ?? '';
        const entry = entryOf({
          id: of('id'),
          schema: of('schema'),
          names: [of('name'), ...several(of('aliases'))],
          countries: several(of('countries')),
          identifiers: several(of('identifiers')),
          programs: several(of('program_ids') || of('dataset')),
          remarks: of('sanctions'),
          listedOn: of('first_seen'),
        });
        if (entry !== undefined) yield entry;
      }
    },
  };
}

const Entity = z.looseObject({
  id: z.string(),
  schema: z.string(),
  caption: z.string().optional(),
  properties: z.record(z.string(), z.array(z.unknown())),
  datasets: z.array(z.string()).default([]),
  first_seen: z.string().nullish(),
  target: z.boolean().optional(),
});

/** OpenSanctions' `targets.nested.json` or `entities.ftm.json`: one entity a line. What is no target (addresses, sanctions) is left out. */
export function entityJsonFiles(file: string): ListFiles {
  return {
    format: 'opensanctions-json',
    source: sourceOf(file),
    files: [file],
    async *read() {
      for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
        const entity = Entity.safeParse(parsed(line));
        if (!entity.success || entity.data.target === false) continue;
        const { id, schema, caption, properties, datasets, first_seen } = entity.data;
        const values = (names: readonly string[]) =>
          names.flatMap((name) => properties[name] ?? []).filter((value) => typeof value === 'string');
        const entry = entryOf({
          ...{ id, schema, programs: [...values(['programId']), ...datasets] },
          names: [caption ?? '', ...values(NAMES)],
          countries: values(COUNTRIES),
          identifiers: values(NUMBERS),
          remarks: values(['notes'])[0] ?? '',
          listedOn: first_seen ?? '',
        });
        if (entry !== undefined) yield entry;
      }
    },
  };
}

interface RawEntry {
  id: string;
  schema: string;
  names: string[];
  countries: string[];
  identifiers: string[];
  programs: string[];
  remarks: string;
  listedOn: string;
}

function entryOf(raw: RawEntry): ListRecord | undefined {
  const [name, ...aliases] = [...new Set(raw.names.map((each) => each.trim()).filter((each) => each !== ''))];
  const kind = KINDS[raw.schema];
  if (raw.id === '' || name === undefined || kind === undefined) return undefined;
  return {
    ...{ record: 'entry', entryId: raw.id, kind, name, aliases },
    countries: raw.countries.map((code) => code.toUpperCase()).filter((code) => /^[A-Z]{2}$/.test(code)),
    identifiers: raw.identifiers,
    programs: [...new Set(raw.programs)],
    remarks: raw.remarks === '' ? null : raw.remarks,
    url: `${PAGE}${encodeURIComponent(raw.id)}/`,
    listedOn: /^\d{4}-\d{2}-\d{2}/.exec(raw.listedOn)?.[0] ?? null,
  };
}

function several(field: string): string[] {
  return field
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function sourceOf(file: string): string {
  return `opensanctions-${basename(file)
    .replace(/\.(csv|json|jsonl|ndjson)$/i, '')
    .replace(/[^a-z0-9]+/gi, '-')
    .toLowerCase()}`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
