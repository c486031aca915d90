import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import { createScope, isUpstreamError, runInScope, type EmbeddingPort } from '@tradewind/upstream';
import { DealBrainDownstreams } from '../downstreams.js';
import type { EntityManager } from 'typeorm';
import { PRODUCT_COLUMNS, type ProductRow } from './product-row.js';
import { writeVectors } from './product-store.js';
import { productText, textHash } from './product-text.js';

const BATCH_SIZE = 32;
/** Between looks at an empty queue, and after a failure. */
const PAUSE_MS = 2_000;
const DEADLINE_MS = 30_000;
/** How long a claimed row is left alone: longer than a batch may take, so that only a dead worker's rows are claimed again. */
const CLAIM_SECONDS = 60;

/**
 * Embeds products that were stored without a vector, in the worker and through the batch lane. Any number of workers may run it:
 * rows are claimed, and tenants take turns batch by batch.
 */
@Injectable()
export class EmbeddingBackfill implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(EmbeddingBackfill.name);
  private readonly embedding: EmbeddingPort;
  private lastTenant = '';
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    downstreams: DealBrainDownstreams,
  ) {
    this.embedding = downstreams.embedding;
  }

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Embeds one batch of one tenant. @returns how many rows were claimed; 0 when nothing waits. */
  async embedBatch(): Promise<number> {
    const tenantId = (await this.nextTenant(this.lastTenant)) ?? (await this.nextTenant(''));
    if (tenantId === undefined) return 0;
    this.lastTenant = tenantId;
    const scope = createScope({ tenantId, appId: 'deal-brain', lane: 'batch', deadlineMs: DEADLINE_MS });
    try {
      return await runInScope(scope, () => this.embedFor(tenantId));
    } finally {
      scope.deadline.dispose();
    }
  }

  private async embedFor(tenantId: string): Promise<number> {
    const rows = await this.database.tenant(claim);
    if (rows.length === 0) return 0;
    const texts = rows.map(textOf);
    const { vectors } = await this.embedding.embed(texts);
    await this.database.tenant(async (manager) => {
      const current = await stillCurrent(
        manager,
        rows.map(({ product_id }) => product_id),
      );
      const made = rows.flatMap((row, index) => {
        const hash = textHash(texts[index] ?? '');
        const vector = vectors[index];
        // A product changed meanwhile was queued again by that change.
        return vector !== undefined && current.get(row.product_id) === hash
          ? [{ productId: row.product_id, vector, textHash: hash }]
          : [];
      });
      await writeVectors(manager, tenantId, made);
    });
    return rows.length;
  }

  private async nextTenant(after: string): Promise<string | undefined> {
    const [row] = await this.database.system((manager) =>
      manager.query<{ tenant_id: string }[]>(
        `SELECT tenant_id FROM product_vector_queue WHERE tenant_id > $1 AND not_before <= now() ORDER BY tenant_id LIMIT 1`,
        [after],
      ),
    );
    return row?.tenant_id;
  }

  private schedule(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.turn();
    }, ms);
    this.timer.unref();
  }

  private async turn(): Promise<void> {
    try {
      this.schedule((await this.embedBatch()) > 0 ? 0 : PAUSE_MS);
    } catch (error) {
      const reason = isUpstreamError(error) ? error.code : error instanceof Error ? error.message : String(error);
      this.logger.warn(`Product vectors wait: ${reason}`);
      this.schedule(isUpstreamError(error) ? Math.max(PAUSE_MS, error.retryAfterMs ?? 0) : PAUSE_MS);
    }
  }
}

async function claim(manager: EntityManager): Promise<ProductRow[]> {
  const [claimed] = await manager.query<[{ product_id: string }[], number]>(
    `UPDATE product_vector_queue SET not_before = now() + make_interval(secs => $2)
     WHERE product_id IN (
       SELECT product_id FROM product_vector_queue WHERE not_before <= now()
       ORDER BY product_id LIMIT $1 FOR UPDATE SKIP LOCKED
     ) RETURNING product_id`,
    [BATCH_SIZE, CLAIM_SECONDS],
  );
  const ids = claimed.map(({ product_id }) => product_id);
  return manager.query<ProductRow[]>(`SELECT ${PRODUCT_COLUMNS} FROM products WHERE product_id = ANY($1)`, [ids]);
}

/** Product id → hash of its text now, locked until the vectors are written. */
async function stillCurrent(manager: EntityManager, productIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await manager.query<ProductRow[]>(
    `SELECT ${PRODUCT_COLUMNS} FROM products WHERE product_id = ANY($1) ORDER BY sku FOR SHARE`,
    [productIds],
  );
  return new Map(rows.map((row) => [row.product_id, textHash(textOf(row))]));
}

function textOf(row: ProductRow): string {
  return productText(row);
}
