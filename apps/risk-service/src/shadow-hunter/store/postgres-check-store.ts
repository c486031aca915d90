import { Injectable } from '@nestjs/common';
import type { Check, ListQuery } from '@tradewind/contracts';
import { Database, notFound } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { Alongside } from '../../answers/alongside.js';
import { type Page, pageOf } from '../../answers/page.js';
import { CheckRow } from './check-row.js';
import { CheckStore } from './check-store.js';

/** Checks in PostgreSQL, where row-level security keeps tenants apart. */
@Injectable()
export class PostgresCheckStore extends CheckStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async insert(check: Check, alongside?: Alongside): Promise<void> {
    const { tenantId, appId } = currentScope();
    await this.database.tenant(async (manager) => {
      await manager.insert(CheckRow, {
        id: check.check_id,
        tenantId,
        appId,
        companyName: check.subject.company_name,
        riskLevel: check.risk_level,
        answer: check,
        createdAt: new Date(check.created_at),
      });
      await alongside?.(manager);
    });
  }

  override async get(checkId: string): Promise<Check> {
    const row = await this.database.tenant((manager) => manager.findOneBy(CheckRow, { id: checkId }));
    if (row === null) throw notFound('check', checkId);
    return row.answer;
  }

  override list(query: ListQuery): Promise<Page<Check>> {
    return this.database.tenant((manager) => pageOf(manager, CheckRow, query));
  }
}
