import { ProductInput } from '@tradewind/contracts';
import { z } from 'zod';

/** The demo catalogue, as the sandbox hands it out. */
export async function demoCatalogue(sandboxUrl: string): Promise<ProductInput[]> {
  const answer = await fetch(`${sandboxUrl}/catalogue/products.json`);
  return z.object({ products: z.array(ProductInput) }).parse(await answer.json()).products;
}
