import type {
  ApiKey,
  ApiKeyCreate,
  ApiKeyEdit,
  App,
  AppCreate,
  AppEdit,
  AuditEntry,
  NewApiKey,
  Tenant,
  TenantCreate,
  TenantEdit,
} from '@tradewind/contracts';
import { requestJson } from '../http/request.js';

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** More than any installation has; a list that is longer says so. */
const MOST = 1_000;
const PAGE = 100;

/** Every entry of a list, page by page. */
async function all<T>(path: string, query = ''): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = await requestJson(`${path}?limit=${String(PAGE)}${query}${after}`, { key: 'admin' });
    found.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < MOST);
  return found;
}

const post = <T>(path: string, body: unknown): Promise<T> => requestJson(path, { method: 'POST', body, key: 'admin' });
const patch = <T>(path: string, body: unknown): Promise<T> =>
  requestJson(path, { method: 'PATCH', body, key: 'admin' });

export const access = {
  tenants: () => all<Tenant>('/admin/tenants'),
  createTenant: (body: TenantCreate) => post<Tenant>('/admin/tenants', body),
  editTenant: (id: string, body: TenantEdit) => patch<Tenant>(`/admin/tenants/${id}`, body),

  apps: () => all<App>('/admin/apps'),
  app: (id: string) => requestJson<App>(`/admin/apps/${encodeURIComponent(id)}`, { key: 'admin' }),
  createApp: (body: AppCreate) => post<App>('/admin/apps', body),
  editApp: (id: string, body: AppEdit) => patch<App>(`/admin/apps/${id}`, body),

  keys: (appId: string) => all<ApiKey>('/admin/keys', `&app_id=${encodeURIComponent(appId)}`),
  createKey: (body: Partial<ApiKeyCreate> & { app_id: string }) => post<NewApiKey>('/admin/keys', body),
  editKey: (id: string, body: ApiKeyEdit) => patch<ApiKey>(`/admin/keys/${id}`, body),
  rotateKey: (id: string, graceSeconds: number) =>
    post<NewApiKey>(`/admin/keys/${id}/rotate`, { grace_seconds: graceSeconds }),
  revokeKey: (id: string) => requestJson<ApiKey>(`/admin/keys/${id}`, { method: 'DELETE', key: 'admin' }),

  audit: (resource: string, cursor?: string) => {
    const about = resource === '' ? '' : `&resource=${encodeURIComponent(resource)}`;
    const after = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    return requestJson<Page<AuditEntry>>(`/admin/audit?limit=20${about}${after}`, { key: 'admin' });
  },
};
