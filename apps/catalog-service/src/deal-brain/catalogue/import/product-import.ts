import { Injectable } from '@nestjs/common';
import type { ImportResponse, ProductInput } from '@tradewind/contracts';
import { currentScope, runInScope } from '@tradewind/upstream';
import { ProductCatalogue } from '../product-catalogue.js';
import type { ImportRow } from './import-row.js';

/** Large enough that the statements' own cost disappears, small enough to be a short transaction. */
const BATCH_ROWS = 2_000;
/** Of a batch's longest texts, descriptions and attributes: however large the products are, memory stays bounded. */
const BATCH_CHARACTERS = 4_000_000;
const MAX_REPORTED = 100;

/**
 * Writes a stream of products batch by batch, each in a transaction of its own and in the batch lane, so that searches go first. The
 * source is read no faster than it is written: at most two batches are in memory. A line that is refused does not stop the others.
 */
@Injectable()
export class ProductImport {
  constructor(private readonly catalogue: ProductCatalogue) {}

  async run(rows: AsyncIterable<ImportRow>): Promise<ImportResponse> {
    const result: ImportResponse = { upserted: 0, failed: 0, errors: [], embeddings: 'queued' };
    let batch: ProductInput[] = [];
    let characters = 0;
    let writing: Promise<void> = Promise.resolve();
    const flush = async (): Promise<void> => {
      const products = batch;
      batch = [];
      characters = 0;
      // One batch is read while the one before it is written.
      await writing;
      writing = this.write(products).then(() => {
        result.upserted += products.length;
      });
      writing.catch(() => undefined);
    };
    for await (const { line, product, faults } of rows) {
      if (product !== undefined) {
        characters += charactersOf(product);
        if (batch.push(product) >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await flush();
        continue;
      }
      result.failed += 1;
      for (const fault of faults) if (result.errors.length < MAX_REPORTED) result.errors.push({ line, ...fault });
    }
    if (batch.length > 0) await flush();
    await writing;
    return result;
  }

  private write(products: readonly ProductInput[]): Promise<unknown> {
    return runInScope({ ...currentScope(), lane: 'batch' }, () => this.catalogue.store(products));
  }
}

function charactersOf({ description, attributes }: ProductInput): number {
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    description?.length ?? 0,
  );
}
