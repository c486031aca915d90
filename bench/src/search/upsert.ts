import { benchProduct } from './catalogue.js';
import { asTenant, type Product } from './product.js';

const TENANT = 'bench_upsert';
const BATCH = 1_000;
const WRITERS = 2;

/**
 * Rows a second that `ProductCatalogue` takes into the loaded database, tokenising, full-text index, filter columns and term statistics
 * included; vectors are left to the worker, as with a bulk upsert. Half of the rows are new, half replace others.
 */
export async function upsertRate(product: Product, rows: number): Promise<number> {
  await forget(product);
  const { catalogue, real } = product;
  const batches = Array.from({ length: rows / BATCH }, (_, batch) =>
    Array.from({ length: BATCH }, (_, row) => {
      const number = (batch * BATCH) / 2 + row;
      return { ...benchProduct(60, number), sku: `UP-${String(number)}` };
    }),
  );
  const start = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
        const items = batch;
        await asTenant(TENANT, async () => {
          const prepared = await catalogue.prepare(items, null);
          await real.database.tenant((manager) => catalogue.write(manager, prepared));
        });
      }
    }),
  );
  const rate = rows / ((performance.now() - start) / 1000);
  await forget(product);
  return rate;
}

async function forget({ real }: Product): Promise<void> {
  await asTenant(TENANT, () => real.database.tenant((manager) => manager.query(`DELETE FROM products`)));
}
