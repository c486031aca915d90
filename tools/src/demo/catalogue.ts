import { z } from 'zod';
import { ProductInput, SearchResponse } from '@tradewind/contracts';
import type { StackDescription } from '../stack/stack.js';
import { createClient } from './client.js';

const BATCH = 250;
const Catalogue = z.object({ products: z.array(ProductInput) });

/** Puts the sandbox's demo catalogue in for the demo tenant, unless it is there already. Returns its size. */
export async function loadDemoCatalogue(
  running: Pick<StackDescription, 'edgeUrl' | 'sandboxUrl' | 'apiKey'>,
): Promise<number> {
  const answer = await fetch(`${running.sandboxUrl}/catalogue/products.json`);
  const { products } = Catalogue.parse(await answer.json());
  const client = createClient({ baseUrl: running.edgeUrl, apiKey: running.apiKey });
  if (!(await isLoaded(client, products.at(-1)))) {
    for (let from = 0; from < products.length; from += BATCH) {
      await client.put('/deal-brain/products', { products: products.slice(from, from + BATCH) });
    }
  }
  return products.length;
}

/** The batches go in order, so when the last product is there all are. */
async function isLoaded(client: ReturnType<typeof createClient>, last: ProductInput | undefined): Promise<boolean> {
  if (!last) return true;
  const found = SearchResponse.parse(await client.post('/deal-brain/search', { query: last.sku, limit: 5 }));
  return found.results.some((hit) => hit.product.sku === last.sku);
}
