import type { ProductFilters } from '@tradewind/contracts';
import { seededRandom } from '../support/random.js';
import { mean } from '../support/statistics.js';
import { retrieveByVector } from '@tradewind/catalog-service/deal-brain';
import { benchProduct, benchQuery } from './catalogue.js';
import { embedding } from './embedding.js';
import { asTenant, type Product } from './product.js';
import { FILTERS } from './questions.js';
import { tenantId } from './tenants.js';

export interface RecallResult {
  /** Mean share of the ten nearest by exact comparison that were among the first ten returned. */
  recallAt10: number;
  /** Answers with fewer rows than exist, of those asked for. */
  short: number;
  questions: number;
}

const DEPTH = 10;
const EVERYTHING_COMPARED = { exactUpTo: 2 ** 31 - 1, signedUpTo: 0, compared: 0, efSearch: 1 };
/** The least that the product asks for: a longer list is found by looking further. */
const LIMIT = 20;

/** Nearest neighbours as the product finds them against all of them compared, under the tenant filter and each other filter. */
export async function recallOf(product: Product, tenant: number, size: number, each: number): Promise<RecallResult> {
  const random = seededRandom(100 + tenant);
  const kinds: ((of: ReturnType<typeof benchProduct>) => ProductFilters)[] = [() => ({}), ...Object.values(FILTERS)];
  const shares: number[] = [];
  let short = 0;
  for (const filtersOf of kinds) {
    for (let index = 0; index < each; index += 1) {
      const wanted = benchProduct(tenant, Math.floor(random() * size));
      const vector = embedding(benchQuery(wanted, random));
      const query = { tenantId: tenantId(tenant), vector, filters: filtersOf(wanted), limit: LIMIT };
      const [found, exact] = await asTenant(tenantId(tenant), () =>
        product.real.database.tenant(async (manager) => [
          await retrieveByVector(manager, query),
          await retrieveByVector(manager, query, EVERYTHING_COMPARED),
        ]),
      );
      if ((found?.length ?? 0) < (exact?.length ?? 0)) short += 1;
      const nearest = (exact ?? []).slice(0, DEPTH);
      // Equally near ones are as good: it is the distance that counts.
      const last = nearest.at(-1)?.similarity ?? 0;
      const hits = (found ?? []).slice(0, DEPTH).filter(({ similarity }) => similarity >= last - 1e-9).length;
      if (nearest.length > 0) shares.push(hits / nearest.length);
    }
  }
  return { recallAt10: mean(shares), short, questions: shares.length };
}
