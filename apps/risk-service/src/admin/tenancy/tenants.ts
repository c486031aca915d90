import { Injectable } from '@nestjs/common';
import type { Tenant, TenantCreate, TenantEdit } from '@tradewind/contracts';
import { Database, newId, notFound, versionConflict, type Actor } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { AccessWriter } from './access-writer.js';

interface TenantRow extends Omit<Tenant, 'created_at'> {
  created_at: Date;
}

const TENANTS = `SELECT t.id, t.name, t.version, t.max_prompt_characters, t.created_at,
  (SELECT count(*) FROM apps a WHERE a.tenant_id = t.id)::int AS apps FROM tenants t`;

@Injectable()
export class Tenants {
  constructor(
    private readonly database: Database,
    private readonly writer: AccessWriter,
  ) {}

  list(before: string | undefined, limit: number): Promise<Tenant[]> {
    return this.database.system(async (manager) => {
      const rows = await manager.query<TenantRow[]>(
        `${TENANTS} WHERE $1::text IS NULL OR t.id < $1 ORDER BY t.id DESC LIMIT $2`,
        [before ?? null, limit],
      );
      return rows.map(tenantOf);
    });
  }

  get(id: string): Promise<Tenant> {
    return this.database.system((manager) => find(manager, id));
  }

  create({ name, max_prompt_characters: prompt = null }: TenantCreate, actor: Actor): Promise<Tenant> {
    return this.writer.write(actor, async (manager) => {
      const id = newId('tnt');
      await manager.query(`INSERT INTO tenants (id, name, max_prompt_characters) VALUES ($1, $2, $3)`, [
        id,
        name,
        prompt,
      ]);
      const after = await find(manager, id);
      return { action: 'create', resource: `tenant/${id}`, before: null, after, answer: after };
    });
  }

  /** @throws AppError 404 `tenant.not_found`, 409 `tenant.version_conflict` */
  edit(id: string, { version, ...edit }: TenantEdit, actor: Actor): Promise<Tenant> {
    return this.writer.write(actor, async (manager) => {
      const before = await find(manager, id, 'FOR UPDATE OF t');
      if (before.version !== version) throw versionConflict('tenant', `tenant "${id}"`, before.version);
      const { name, max_prompt_characters: prompt } = { ...before, ...edit };
      await manager.query(
        `UPDATE tenants SET name = $2, max_prompt_characters = $3, version = version + 1 WHERE id = $1`,
        [id, name, prompt],
      );
      const after = await find(manager, id);
      return { action: 'update', resource: `tenant/${id}`, before, after, answer: after };
    });
  }
}

/** @throws AppError 404 `tenant.not_found` */
async function find(manager: EntityManager, id: string, lock = ''): Promise<Tenant> {
  const [row] = await manager.query<TenantRow[]>(`${TENANTS} WHERE t.id = $1 ${lock}`, [id]);
  if (row === undefined) throw notFound('tenant', id);
  return tenantOf(row);
}

function tenantOf({ created_at: createdAt, ...row }: TenantRow): Tenant {
  return { ...row, created_at: createdAt.toISOString() };
}
