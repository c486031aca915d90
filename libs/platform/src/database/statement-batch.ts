import pg from 'pg';

/** One statement of a batch. */
export interface Statement {
  text: string;
  values: readonly SqlValue[];
}

/** What a statement's parameter may be; anything else goes as JSON text, written by the caller. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[];

export type SqlRow = Record<string, unknown>;

/** What the driver's connection offers to those that speak the protocol themselves. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  parse(statement: { name: string; text: string }): void;
  bind(portal: { statement: string; values: readonly (string | null)[] }): void;
  describe(portal: { type: 'P'; name: string }): void;
  execute(portal: { portal: string }): void;
  close(statement: { type: 'S'; name: string }): void;
  sync(): void;
}

interface Field {
  name: string;
  dataTypeID: number;
}

type Parser = (value: string) => unknown;

interface Column {
  name: string;
  parse: Parser;
}

/** Connection → the names of the statements its server has prepared. */
const prepared = new WeakMap<Wire, Set<string>>();

/**
 * Statements that go out together and are answered together: one round trip, however many they are, and one transaction without
 * BEGIN and COMMIT, because nothing ends it before the one Sync at the end. When one fails, those behind it do not run ("Pipelining"
 * and "Extended Query" in PostgreSQL's protocol manual). Those with a name are
 * prepared once on each connection.
 *
 * A query object of its own, as the driver's `client.query` takes them; it answers through `done`, once.
 */
export class StatementBatch {
  private readonly results: SqlRow[][] = [];
  private rows: SqlRow[] = [];
  private columns: Column[] = [];
  private wire: Wire | undefined;
  private failed = false;

  constructor(
    /** An empty name: not prepared. */
    private readonly statements: readonly (Statement & { name: string })[],
    private readonly done: (error: Error | null, results: SqlRow[][]) => void,
  ) {}

  submit(wire: Wire): null {
    this.wire = wire;
    const known = prepared.get(wire);
    wire.stream.cork();
    try {
      for (const { name, text, values } of this.statements) {
        if (known?.has(name) !== true) {
          // It may be there in spite of that, from a batch that failed further on.
          if (name !== '') wire.close({ type: 'S', name });
          wire.parse({ name, text });
        }
        wire.bind({ statement: name, values: values.map(encoded) });
        wire.describe({ type: 'P', name: '' });
        wire.execute({ portal: '' });
      }
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
    return null;
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: pg.types.getTypeParser(dataTypeID, 'text') as Parser,
    }));
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: SqlRow = {};
    // By index: this runs for every row there is.
    for (let index = 0; index < fields.length; index += 1) {
      const { name, parse } = this.columns[index] as Column;
      const value = fields[index];
      row[name] = value === null || value === undefined ? null : parse(value);
    }
    this.rows.push(row);
  }

  handleCommandComplete(): void {
    this.results.push(this.rows);
    this.rows = [];
  }

  handleReadyForQuery(): void {
    if (this.failed || this.wire === undefined) return;
    const known = prepared.get(this.wire) ?? new Set();
    prepared.set(this.wire, known);
    for (const { name } of this.statements) if (name !== '') known.add(name);
    this.done(null, this.results);
  }

  handleError(error: Error): void {
    if (this.failed) return;
    this.failed = true;
    this.done(error, []);
  }
}

/** A value in PostgreSQL's text form. */
function encoded(value: SqlValue): string | null {
  if (value === null) return null;
  if (typeof value === 'object') return `{${value.map(element).join(',')}}`;
  return String(value);
}

function element(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
