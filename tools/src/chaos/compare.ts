import type pg from 'pg';

/** Everything that came of a tenant's documents, each thing once under a name that does not depend on the tenant. */
export type Harvest = Map<string, number>;

/** Counts documents, passages (with whether they have a vector) and products of a tenant. */
export async function harvest(database: pg.Client, tenantId: string): Promise<Harvest> {
  const { rows } = await database.query<{ thing: string }>(
    `SELECT 'document ' || sha256 || ' ' || state || ' ' || pages || ' ' || chunks AS thing FROM rag_documents WHERE tenant_id = $1
     UNION ALL
     SELECT 'passage ' || d.sha256 || ' ' || c.ordinal || ' p' || c.page || ' ' || md5(c.text) || ' ' || (c.embedding IS NOT NULL)
     FROM rag_chunks c JOIN rag_documents d ON d.id = c.document_id WHERE c.tenant_id = $1
     UNION ALL
     SELECT 'product ' || p.sku || ' ' || p.name || ' ' || coalesce(p.price_amount::text, '-') || ' ' || d.sha256 || ' p' || p.page
     FROM products p JOIN rag_documents d ON d.id = p.document_id WHERE p.tenant_id = $1`,
    [tenantId],
  );
  const counted: Harvest = new Map();
  for (const { thing } of rows) counted.set(thing, (counted.get(thing) ?? 0) + 1);
  return counted;
}

/** What the disturbed run lacks, and what it has too often or should not have at all. */
export function compare(undisturbed: Harvest, disturbed: Harvest): { missing: string[]; surplus: string[] } {
  const missing: string[] = [];
  const surplus: string[] = [];
  for (const thing of new Set([...undisturbed.keys(), ...disturbed.keys()])) {
    const difference = (disturbed.get(thing) ?? 0) - (undisturbed.get(thing) ?? 0);
    if (difference < 0) missing.push(thing);
    if (difference > 0) surplus.push(thing);
  }
  return { missing, surplus };
}
