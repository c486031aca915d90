import { newId } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import type { Sealer } from './sealer.js';

/** Whose a key is: it is not used for anything else. */
export interface KeyOwner {
  readonly server: string;
  readonly origin: string;
}

interface SealedKeyRow extends KeyOwner {
  id: string;
  nonce: Buffer;
  ciphertext: Buffer;
}

/** Provider keys in the database. They go in as text and come out for calls alone. */
export class SealedKeys {
  constructor(private readonly sealer: Sealer | undefined) {}

  get canSeal(): boolean {
    return this.sealer !== undefined;
  }

  /** Seals a key and returns its id. @throws Error without a `SETTINGS_KEY` */
  async add(manager: EntityManager, key: string, owner: KeyOwner): Promise<string> {
    if (this.sealer === undefined) throw new Error('SETTINGS_KEY is not set in this process');
    const id = newId('sec');
    const { nonce, ciphertext } = this.sealer.seal(key, binding(id, owner));
    await manager.query(`INSERT INTO sealed_keys (id, server, origin, nonce, ciphertext) VALUES ($1, $2, $3, $4, $5)`, [
      id,
      owner.server,
      owner.origin,
      nonce,
      ciphertext,
    ]);
    return id;
  }

  /** Whose the keys are, by id. */
  async owners(manager: EntityManager, ids: readonly string[]): Promise<Map<string, KeyOwner>> {
    if (ids.length === 0) return new Map();
    const rows = await manager.query<(KeyOwner & { id: string })[]>(
      `SELECT id, server, origin FROM sealed_keys WHERE id = ANY ($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, server, origin }) => [id, { server, origin }]));
  }

  /** How to get at each of the keys. What cannot be opened says so only when it is asked for. */
  async load(manager: EntityManager, ids: readonly string[]): Promise<(id: string) => string> {
    const rows =
      ids.length === 0
        ? []
        : await manager.query<SealedKeyRow[]>(
            `SELECT id, server, origin, nonce, ciphertext FROM sealed_keys WHERE id = ANY ($1)`,
            [ids],
          );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return (id) => {
      const row = byId.get(id);
      if (row === undefined) throw new Error('it is not in the database');
      if (this.sealer === undefined) throw new Error('SETTINGS_KEY is not set in this process');
      return this.sealer.open(row, binding(id, row));
    };
  }
}

function binding(id: string, { server, origin }: KeyOwner): string {
  return JSON.stringify([id, server, origin]);
}
