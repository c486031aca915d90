import { z } from 'zod';
import { ListQuery, listOf, Money, Timestamp } from '../common.js';
import { RateSetting } from './limits-section.js';

const Name = z.string().trim().min(1).max(100);
const version = z.int().min(1).meta({ description: 'Counts the edits; an edit names the one it is based on' });

/** What a key may call: the gateway (`/v1`), risk checks and reports, documents and tasks, products. */
export const KeyScope = z.enum(['gateway', 'risk', 'rag', 'catalogue']).meta({ id: 'KeyScope' });
export type KeyScope = z.infer<typeof KeyScope>;
export const KEY_SCOPES = KeyScope.options;

const PromptCharacters = z.int().min(1).max(10_000_000).nullable().meta({
  description: 'Longest prompt of a chat, all messages together; null: as `limits` say',
});

export const Tenant = z
  .object({
    id: z.string(),
    name: z.string(),
    version,
    max_prompt_characters: PromptCharacters,
    apps: z.int().meta({ description: 'How many it has' }),
    created_at: Timestamp,
  })
  .meta({
    id: 'Tenant',
    examples: [
      {
        id: 'tnt_01jabc',
        name: 'Haiyun Houseware',
        version: 1,
        max_prompt_characters: null,
        apps: 2,
        created_at: '2026-01-15T08:30:00.000Z',
      },
    ],
  });
export type Tenant = z.infer<typeof Tenant>;
export const TenantList = listOf(Tenant, 'TenantList');
export type TenantList = z.infer<typeof TenantList>;

export const TenantCreate = z
  .strictObject({ name: Name, max_prompt_characters: PromptCharacters.optional() })
  .meta({ id: 'TenantCreate', examples: [{ name: 'Haiyun Houseware' }] });
export type TenantCreate = z.infer<typeof TenantCreate>;

/** What is left out stays. */
export const TenantEdit = TenantCreate.partial()
  .extend({ version })
  .meta({ id: 'TenantEdit', examples: [{ version: 1, max_prompt_characters: 20_000 }] });
export type TenantEdit = z.infer<typeof TenantEdit>;

const Budget = Money.nullable().meta({ description: 'Null: not limited. In the currency of the price list' });

const policy = {
  allowed_models: z
    .array(z.string().min(1).max(200))
    .max(200)
    .nullable()
    .meta({ description: 'Public model names; null: all' }),
  daily_budget: Budget,
  monthly_budget: Budget,
  rates: RateSetting.meta({ description: 'Of all its keys together; empty: only those of the keys hold' }),
};

export const App = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    name: z.string(),
    version,
    ...policy,
    keys: z.int().meta({ description: 'How many of its keys work' }),
    created_at: Timestamp,
  })
  .meta({
    id: 'App',
    examples: [
      {
        id: 'app_01jabc',
        tenant_id: 'tnt_01jabc',
        name: 'storefront',
        version: 2,
        allowed_models: ['tradewind-chat'],
        daily_budget: { amount: '25.00', currency: 'USD' },
        monthly_budget: null,
        rates: { requests_per_minute: 1_200 },
        keys: 1,
        created_at: '2026-01-15T08:30:00.000Z',
      },
    ],
  });
export type App = z.infer<typeof App>;
export const AppList = listOf(App, 'AppList');
export type AppList = z.infer<typeof AppList>;
export const AppQuery = ListQuery.extend({ tenant_id: z.string().max(100).optional() });
export type AppQuery = z.infer<typeof AppQuery>;

export const AppCreate = z
  .strictObject({ tenant_id: z.string().max(100), name: Name, ...z.object(policy).partial().shape })
  .meta({
    id: 'AppCreate',
    examples: [{ tenant_id: 'tnt_01jabc', name: 'storefront', daily_budget: { amount: '25.00', currency: 'USD' } }],
  });
export type AppCreate = z.infer<typeof AppCreate>;

/** What is left out stays. */
export const AppEdit = AppCreate.omit({ tenant_id: true })
  .partial()
  .extend({ version })
  .meta({ id: 'AppEdit', examples: [{ version: 2, allowed_models: null }] });
export type AppEdit = z.infer<typeof AppEdit>;

const Scopes = z
  .array(KeyScope)
  .min(1)
  .max(KEY_SCOPES.length)
  .refine((scopes) => new Set(scopes).size === scopes.length, 'must name each scope once');

const key = {
  id: z.string(),
  app_id: z.string(),
  name: z.string().nullable(),
  version,
  hint: z.string().meta({ description: 'First and last characters', examples: ['tw_ab…9xYz'] }),
  scopes: z.array(KeyScope),
  rates: RateSetting.meta({ description: 'Of this key; what is left out is as `limits.keys` say' }),
  status: z.enum(['active', 'expiring', 'expired', 'revoked']),
  created_at: Timestamp,
  expires_at: Timestamp.nullable(),
  revoked_at: Timestamp.nullable(),
};

const keyExample = {
  id: 'key_01jabc',
  app_id: 'app_01jabc',
  name: 'production',
  version: 1,
  hint: 'tw_ab…9xYz',
  scopes: ['gateway' as const, 'catalogue' as const],
  rates: {},
  status: 'active' as const,
  created_at: '2026-01-15T08:30:00.000Z',
  expires_at: null,
  revoked_at: null,
};

export const ApiKey = z.object(key).meta({ id: 'ApiKey', examples: [keyExample] });
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeyList = listOf(ApiKey, 'ApiKeyList');
export type ApiKeyList = z.infer<typeof ApiKeyList>;
export const ApiKeyQuery = ListQuery.extend({ app_id: z.string().max(100).optional() });
export type ApiKeyQuery = z.infer<typeof ApiKeyQuery>;

/** A key that was just made. */
export const NewApiKey = z
  .object({ ...key, key: z.string().meta({ description: 'The key itself, shown this once' }) })
  .meta({ id: 'NewApiKey', examples: [{ ...keyExample, key: 'tw_abcdefghijklmnopqrstuvwx12349xYz' }] });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKeyCreate = z
  .strictObject({
    app_id: z.string().max(100),
    name: Name.nullable().optional(),
    scopes: Scopes.default([...KEY_SCOPES]),
    rates: RateSetting.default({}),
    expires_at: Timestamp.nullable().optional(),
  })
  .meta({ id: 'ApiKeyCreate', examples: [{ app_id: 'app_01jabc', name: 'production', scopes: ['gateway'] }] });
export type ApiKeyCreate = z.infer<typeof ApiKeyCreate>;

/** What is left out stays. */
export const ApiKeyEdit = z
  .strictObject({
    version,
    name: Name.nullable().optional(),
    scopes: Scopes.optional(),
    rates: RateSetting.optional(),
    expires_at: Timestamp.nullable().optional(),
  })
  .meta({ id: 'ApiKeyEdit', examples: [{ version: 1, scopes: ['gateway', 'rag'] }] });
export type ApiKeyEdit = z.infer<typeof ApiKeyEdit>;

/** Makes a key of the same scopes and rates; the old one ends after the grace. */
export const ApiKeyRotate = z
  .strictObject({
    grace_seconds: z
      .int()
      .min(0)
      .max(604_800)
      .default(86_400)
      .meta({ description: 'For how long the old key goes on working, so that callers can change over' }),
  })
  .meta({ id: 'ApiKeyRotate', examples: [{ grace_seconds: 3_600 }] });
export type ApiKeyRotate = z.infer<typeof ApiKeyRotate>;
