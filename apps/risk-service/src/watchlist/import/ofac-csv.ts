import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findCountry } from '../../geography/countries.js';
import type { EntryKind } from '../watchlist-entry.js';
import { csvRows } from './csv-rows.js';
import type { ListFiles, ListRecord } from './list-record.js';

/** How OFAC writes an empty field. */
const EMPTY = '-0-';
const DETAILS = 'https://sanctionssearch.ofac.treas.gov/Details.aspx?id=';
const KINDS: Readonly<Record<string, EntryKind>> = { individual: 'person', vessel: 'vessel', aircraft: 'aircraft' };
/** Numbers in the remarks: "Registration ID 1027700132195 (Russia)", "Tax ID No. 7707083893", "Company Number 09312744". */
const NUMBERS =
  /(?:Registration (?:ID|Number)|Tax ID(?: No\.)?|Company Number|Business Number|Commercial Registry Number|Trade License No\.?|C\.R\. No\.?|Identification Number)\s*:?\s*([A-Z0-9][A-Z0-9./ -]{3,29}?)(?=\s*\(|;|,|\.(?:\s|$)|$)/giu;

/**
 * OFAC's `sdn.csv` (or the consolidated list's `cons_prim.csv`): no header; ent_num, name, type, program, title, call sign, vessel type,
 * tonnage, GRT, flag, owner, remarks. Aliases and addresses are in companion files of the same folder: `alt.csv` and `add.csv`
 * (`cons_alt.csv`, `cons_add.csv`), which are read when they are there. Format: OFAC, "SDN data formats".
 */
export function ofacFiles(main: string): ListFiles {
  const consolidated = /^cons_/i.test(basename(main));
  const companion = (name: string) => sibling(main, consolidated ? `cons_${name}` : name);
  const aliases = companion('alt.csv');
  const addresses = companion('add.csv');
  return {
    format: 'ofac-csv',
    source: consolidated ? 'ofac-consolidated' : 'ofac-sdn',
    files: [main, aliases, addresses].filter((file) => file !== undefined),
    async *read() {
      yield* entries(main);
      if (aliases !== undefined) yield* aliasesIn(aliases);
      if (addresses !== undefined) yield* countriesOf(addresses);
    },
  };
}

async function* entries(file: string): AsyncGenerator<ListRecord> {
  for await (const row of csvRows(file)) {
    const [id, name, type, program, , , , , , flag, , remarks] = row.map(field);
    // The file ends with a control character on a line of its own.
    if (id === undefined || !/^\d+$/.test(id) || name === undefined) continue;
    const country = flag === undefined ? undefined : findCountry(flag)?.code;
    yield {
      record: 'entry',
      entryId: id,
      kind: KINDS[type?.toLowerCase() ?? ''] ?? 'organization',
      name,
      aliases: [],
      countries: country === undefined ? [] : [country],
      identifiers: [...(remarks ?? '').matchAll(NUMBERS)].map((match) => match[1] ?? ''),
      programs: (program ?? '')
        .split(/[\][;]+/)
        .map((each) => each.trim())
        .filter((each) => each !== ''),
      remarks: remarks ?? null,
      url: `${DETAILS}${id}`,
      listedOn: null,
    };
  }
}

/** ent_num, alt_num, alt_type, alt_name, alt_remarks */
async function* aliasesIn(file: string): AsyncGenerator<ListRecord> {
  for await (const row of csvRows(file)) {
    const [entryId, , , name] = row.map(field);
    if (entryId !== undefined && name !== undefined) yield { record: 'alias', entryId, name };
  }
}

/** ent_num, add_num, address, city/state/postcode, country, remarks */
async function* countriesOf(file: string): AsyncGenerator<ListRecord> {
  for await (const row of csvRows(file)) {
    const [entryId, , , , country] = row.map(field);
    const code = country === undefined ? undefined : findCountry(country)?.code;
    if (entryId !== undefined && code !== undefined) yield { record: 'country', entryId, country: code };
  }
}

function field(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' || trimmed === EMPTY ? undefined : trimmed;
}

/** A file beside this one, in whatever case its name is written. */
function sibling(main: string, name: string): string | undefined {
  return [name, name.toUpperCase()].map((each) => join(dirname(main), each)).find((file) => existsSync(file));
}
