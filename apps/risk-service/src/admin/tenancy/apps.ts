import { Injectable } from '@nestjs/common';
import type { App, AppCreate, AppEdit } from '@tradewind/contracts';
import {
  Database,
  invalidRequest,
  newId,
  notFound,
  versionConflict,
  type Actor,
  type FieldError,
} from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { SettingsEditor } from '../settings/settings-editor.js';
import { AccessWriter } from './access-writer.js';
import { findApp, listApps } from './app-rows.js';
import { rateValues } from './rates.js';

type Policy = Pick<App, 'name' | 'allowed_models' | 'daily_budget' | 'monthly_budget' | 'rates'>;

@Injectable()
export class Apps {
  constructor(
    private readonly database: Database,
    private readonly writer: AccessWriter,
    private readonly settings: SettingsEditor,
  ) {}

  list(tenantId: string | undefined, before: string | undefined, limit: number): Promise<App[]> {
    return this.database.system((manager) => listApps(manager, { tenantId, before, limit }));
  }

  get(id: string): Promise<App> {
    return this.database.system((manager) => findApp(manager, id));
  }

  /** @throws AppError 404 `tenant.not_found`; 400 `request.invalid` for a model or a currency that is not in the settings */
  create({ tenant_id: tenantId, name, ...given }: AppCreate, actor: Actor): Promise<App> {
    const policy: Policy = { ...UNLIMITED, ...given, name };
    return this.writer.write(actor, async (manager) => {
      const [tenant] = await manager.query<unknown[]>(`SELECT id FROM tenants WHERE id = $1`, [tenantId]);
      if (tenant === undefined) throw notFound('tenant', tenantId);
      await this.check(manager, policy);
      const id = newId('app');
      await manager.query(`INSERT INTO apps (id, tenant_id, name) VALUES ($1, $2, $3)`, [id, tenantId, name]);
      await update(manager, id, 1, policy);
      const after = await findApp(manager, id);
      return { action: 'create', resource: `app/${id}`, before: null, after, answer: after };
    });
  }

  /** @throws AppError as {@link create}; 404 `app.not_found`, 409 `app.version_conflict` */
  edit(id: string, { version, ...edit }: AppEdit, actor: Actor): Promise<App> {
    return this.writer.write(actor, async (manager) => {
      const before = await findApp(manager, id, 'FOR UPDATE OF a');
      if (before.version !== version) throw versionConflict('app', `app "${id}"`, before.version);
      const policy: Policy = { ...before, ...edit };
      await this.check(manager, policy, before);
      await update(manager, id, version + 1, policy);
      const after = await findApp(manager, id);
      return { action: 'update', resource: `app/${id}`, before, after, answer: after };
    });
  }

  /** Models and currency are those of the settings in force; what an app had before may stay. */
  private async check(manager: EntityManager, policy: Policy, before: Policy = UNLIMITED_APP): Promise<void> {
    const { routes, prices } = await this.settings.inForce(manager);
    const errors: FieldError[] = [];
    for (const [index, model] of (policy.allowed_models ?? []).entries()) {
      if (Object.hasOwn(routes, model) || before.allowed_models?.includes(model)) continue;
      errors.push({ path: `allowed_models.${String(index)}`, message: 'is not a model of the routes' });
    }
    for (const field of ['daily_budget', 'monthly_budget'] as const) {
      const budget = policy[field];
      if (budget === null || budget.currency === prices.currency) continue;
      errors.push({ path: `${field}.currency`, message: `must be ${prices.currency}, as the prices are` });
    }
    if (errors.length > 0) throw invalidRequest(errors);
  }
}

const UNLIMITED = { allowed_models: null, daily_budget: null, monthly_budget: null, rates: {} };
const UNLIMITED_APP: Policy = { ...UNLIMITED, name: '' };

async function update(manager: EntityManager, id: string, version: number, policy: Policy): Promise<void> {
  const { name, allowed_models: models, daily_budget: daily, monthly_budget: monthly, rates } = policy;
  await manager.query(
    `UPDATE apps SET version = $2, name = $3, allowed_models = $4, daily_budget = $5, monthly_budget = $6,
       budget_currency = $7, requests_per_minute = $8, tokens_per_minute = $9 WHERE id = $1`,
    [
      id,
      version,
      name,
      models && JSON.stringify(models),
      daily?.amount ?? null,
      monthly?.amount ?? null,
      (daily ?? monthly)?.currency ?? null,
      ...rateValues(rates),
    ],
  );
}
