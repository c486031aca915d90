import type { Chance } from './chance.js';

const IDS = /\b(task|doc|chk|rpt|prd|tnt|app|key)_[0-9a-z]{10,}\b/g;
const KEPT_PER_KIND = 60;
/** What the parameters and fields of the documents are called. */
const KIND_BY_NAME: Readonly<Record<string, string>> = {
  taskId: 'task',
  task_id: 'task',
  documentId: 'doc',
  document_id: 'doc',
  checkId: 'chk',
  check_id: 'chk',
  reportId: 'rpt',
  report_id: 'rpt',
  product_id: 'prd',
  tenantId: 'tnt',
  tenant_id: 'tnt',
  appId: 'app',
  app_id: 'app',
  keyId: 'key',
  key_id: 'key',
};

/** What the services have told so far, so that hostile requests also reach behind "there is no such thing". */
export class Pool {
  private readonly ids = new Map<string, string[]>();
  private readonly protectedIds = new Set<string>();

  constructor(
    private readonly sections: Readonly<Record<string, unknown>>,
    private readonly documentUrls: readonly string[],
  ) {}

  /** Never to be named in a request: the tenants, apps and keys that the requests themselves come from. */
  protect(text: string): void {
    for (const [id] of text.matchAll(IDS)) this.protectedIds.add(id);
  }

  learn(text: string): void {
    for (const [id, kind = ''] of text.matchAll(IDS)) {
      if (this.protectedIds.has(id)) continue;
      const known = this.ids.get(kind) ?? [];
      if (known.includes(id)) continue;
      known.push(id);
      if (known.length > KEPT_PER_KIND) known.shift();
      this.ids.set(kind, known);
    }
  }

  idFor(name: string, chance: Chance): string {
    const known = this.ids.get(KIND_BY_NAME[name] ?? '') ?? [];
    if (known.length > 0 && chance.happens(0.9)) return chance.of(known);
    return chance.of(name === 'model' ? ['tradewind-chat', 'no-such'] : ['0', '1', 'unknown', 'task_unknown']);
  }

  /** A value for a field of this name in a request to `target`. */
  known(name: string, target: string, chance: Chance): unknown {
    if (name === 'body' && target.startsWith('/admin/settings/')) {
      return structuredClone(this.sections[target.split(/[/?]/)[3] ?? '']);
    }
    if (name === 'url' && target.startsWith('/rag') && this.documentUrls.length > 0)
      return chance.of(this.documentUrls);
    if (name === 'model') return chance.of(['tradewind-chat', 'tradewind-embed', 'tradewind-rerank', undefined]);
    return name in KIND_BY_NAME ? this.idFor(name, chance) : undefined;
  }
}
