import { App, NewApiKey, ReplicaList, SettingsRevision, Tenant } from '@tradewind/contracts';
import { call, product, until, type Answer } from './product.js';

/** Within this an edit is in force on every process that lives. */
export const IN_FORCE_MS = 5_000;

/** One request to the admin API with its key. Never throws on a status. */
export function admin(method: string, path: string, body?: unknown, operator = 'e2e'): Promise<Answer> {
  return call(`/admin/${path}`, { method, body, key: product().adminKey, headers: { 'x-operator': operator } });
}

/** A section of the settings as it is in force. */
export async function current(section: string): Promise<SettingsRevision> {
  return SettingsRevision.parse((await admin('GET', `settings/${section}`)).body);
}

/** Writes a section of the gateway's, and resolves when it is in force. */
export async function edit(section: string, body: unknown): Promise<SettingsRevision> {
  const { version } = await current(section);
  const since = new Date();
  const written = SettingsRevision.parse((await admin('PUT', `settings/${section}`, { version, body })).body);
  await inForce(since);
  return written;
}

/** Takes a section back to what the environment says. */
export async function undo(section: string): Promise<void> {
  const { version } = await current(section);
  if (version > 0) await admin('POST', `settings/${section}/revert`, { version, to: 0 });
}

/** Resolves when the gateway runs what was written at `since`. A process that was killed is listed for a while, and not heard of any more. */
async function inForce(since: Date): Promise<void> {
  await until(
    async () => ReplicaList.parse((await admin('GET', 'replicas')).body).data,
    (all) =>
      all.some(
        ({ service, up_to_date: upToDate, seen_at: seenAt }) =>
          service === 'risk-service' && upToDate && new Date(seenAt) >= since,
      ),
    IN_FORCE_MS,
  );
}

export interface TestApp {
  tenantId: string;
  appId: string;
  key: string;
}

/** An app that only one test uses, of a tenant of its own unless another one is named; its policy is in force. */
export async function newApp(name: string, policy: Record<string, unknown> = {}): Promise<TestApp> {
  const tenantId = Tenant.parse((await admin('POST', 'tenants', { name: `${name} ${String(Date.now())}` })).body).id;
  return newAppOf(tenantId, name, policy);
}

export async function newAppOf(tenantId: string, name: string, policy: Record<string, unknown> = {}): Promise<TestApp> {
  const since = new Date();
  const app = App.parse((await admin('POST', 'apps', { tenant_id: tenantId, name, ...policy })).body);
  const { key } = NewApiKey.parse((await admin('POST', 'keys', { app_id: app.id })).body);
  // A key works at once; what an app may do has to reach the gateway.
  if (Object.keys(policy).length > 0) await inForce(since);
  return { tenantId, appId: app.id, key };
}
