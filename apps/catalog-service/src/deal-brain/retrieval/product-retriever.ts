import { Injectable } from '@nestjs/common';
import type { Product, ProductFilters } from '@tradewind/contracts';
import { Database, type SqlReader } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { toProduct } from '../catalogue/product-row.js';
import { readProducts } from '../catalogue/product-store.js';
import { DealBrainDownstreams } from '../downstreams.js';
import { StageTrace } from '../stage-trace.js';
import { MAX_CANDIDATES } from './candidate-query.js';
import { evidenceOf, type Evidence } from './evidence.js';
import { passing } from './passing.js';
import { fuse, type FusedHit, type RankedList } from './fusion.js';
import { QueryEmbeddings } from './query-embeddings.js';
import { retrieveByText, type TextHit, type TextResult } from './text-retrieval.js';
import { retrieveByVector, type VectorHit } from './vector-retrieval.js';

export interface RetrievedProduct {
  product: Product;
  /** Retrieval's own score, 0 to 1: 1 is first in every list. */
  score: number;
  /** What the score rests on. */
  evidence: Evidence;
}

export interface Retrieved {
  products: RetrievedProduct[];
  /** Ids of the products that follow, best first: known by rank but not read. */
  rest: string[];
  /** The texts as they were understood: in their order, with misspelt words corrected. */
  texts: string[];
  /** Words of the first text that no product has. */
  unmatched: string[];
  /** Whether there may be more matches than those in `products` and `rest`. */
  cut: boolean;
}

/** What to look for. Every text and vector is a list of its own in the fusion. */
export interface Retrieval {
  texts: readonly WeightedText[];
  /** Vectors known beforehand, such as those of products. */
  vectors?: readonly (readonly number[])[];
  filters: ProductFilters;
  /** Products never returned. */
  exclude?: readonly string[];
  limit: number;
  /** Hits taken of each text. Default {@link LIST_DEPTH}. */
  depth?: number;
  /** Notes how long the stages took. */
  trace?: StageTrace;
}

export interface WeightedText {
  text: string;
  /** Default 1. */
  weight?: number;
  /** Embed it too. Default true. */
  embed?: boolean;
}

/** Each list is read deeper than the answer is long: what two lists agree on is rarely on top of both. */
export const LIST_DEPTH = 100;
/** Half of that for vectors: at a quarter of the weight, what stands deeper moves nothing, and a filtered index scan costs by its length. */
const VECTOR_DEPTH = 50;
/** Enough where full text has found a whole answer, whose order is all that vectors then change. */
const VECTOR_DEPTH_BESIDE_TEXT = 20;
/** A vector list counts a quarter of a text list: at equal weight a weak embedding model costs a third of the quality. */
export const VECTOR_WEIGHT = 0.25;

/** Retrieval in PostgreSQL: full text and vectors, fused by rank, filtered there. */
@Injectable()
export class ProductRetriever {
  private readonly queries: QueryEmbeddings;
  private readonly turns: DealBrainDownstreams['retrievals'];

  constructor(
    private readonly database: Database,
    downstreams: DealBrainDownstreams,
  ) {
    this.queries = new QueryEmbeddings(downstreams.embedding);
    this.turns = downstreams.retrievals;
  }

  /**
   * The best products first. Full text runs while the query is being embedded; if the vector is there by then all goes on over the same
   * connection, else none is held while waiting for it. Without embeddings the order is that of full text alone, and the
   * scope's `degraded` says so.
   */
  async retrieve(retrieval: Retrieval): Promise<Retrieved> {
    const { trace = new StageTrace() } = retrieval;
    const query = embeddedText(retrieval.texts);
    const embedding = new Arrival(query === '' ? null : trace.time('embedding', () => this.queries.of(query)));
    const begun = this.inTurn(async (reader) => {
      const text = await searchTexts(reader, retrieval, trace);
      const vector = embedding.value;
      return vector === undefined ? { text } : completed(reader, retrieval, text, vector, trace);
    });
    const [found, vector] = await Promise.all([begun, embedding.arrived]);
    if (!('text' in found)) return found;
    return this.inTurn((reader) => completed(reader, retrieval, found.text, vector, trace));
  }

  /**
   * Everything that {@link retrieve} would find, as ids in no order and at most {@link MAX_CANDIDATES}, handed to `use` in the same
   * transaction. Takes the vector of the query only if it is known already.
   */
  async withMatches<T>(
    retrieval: Pick<Retrieval, 'texts' | 'filters'>,
    use: (manager: EntityManager, productIds: readonly string[]) => Promise<T>,
  ): Promise<T> {
    const query = embeddedText(retrieval.texts);
    const vector = query === '' ? undefined : this.queries.peek(query);
    return this.database.tenantRead(async (manager) => {
      const results = await searchTexts(manager, { ...retrieval, depth: MAX_CANDIDATES }, new StageTrace());
      const near =
        vector === undefined
          ? []
          : await retrieveByVector(manager, {
              tenantId: currentScope().tenantId,
              vector,
              filters: retrieval.filters,
              limit: VECTOR_DEPTH,
            });
      const ids = new Set([...results.flatMap(({ hits }) => hits), ...near].map(({ productId }) => productId));
      return use(manager, [...ids].slice(0, MAX_CANDIDATES));
    });
  }

  /** Products by id that exist and pass the filters, in the order of the ids. */
  async read(productIds: readonly string[], filters: ProductFilters): Promise<RetrievedProduct[]> {
    const rows = await this.database.tenantRead(async (manager) =>
      readProducts(manager, await passing(manager, productIds, filters)),
    );
    return rows.map((row) => ({
      product: toProduct(row),
      score: 1,
      evidence: evidenceOf({ text: [], vector: [] })(row.product_id),
    }));
  }

  /** For each set of filters how well the best product that passes it has the words of a text, 0 to 1. One connection. */
  async bestCoverage(text: string, alternatives: readonly ProductFilters[]): Promise<number[]> {
    return this.inTurn(async (manager) => {
      const coverage: number[] = [];
      for (const filters of alternatives) {
        const results = await searchTexts(manager, { texts: [{ text }], filters, depth: 1 }, new StageTrace());
        coverage.push(results[0]?.hits[0]?.coverage ?? 0);
      }
      return coverage;
    });
  }

  /**
   * Retrieval is what keeps the database's cores busy. Were as many questions at work as there are connections, a burst would make all of
   * them slow, the first ones too; so they take turns (`deal-brain.retrieval`) and wait without a connection.
   */
  private inTurn<T>(work: (reader: SqlReader) => Promise<T>): Promise<T> {
    return this.turns.run(() => this.database.reading(work));
  }
}

/** What is on its way, and once it has come, without waiting. */
class Arrival<T> {
  /** Undefined until then. */
  value: T | undefined;
  readonly arrived: Promise<T>;

  constructor(coming: T | Promise<T>) {
    this.arrived = Promise.resolve(coming).then((value) => (this.value = value));
  }
}

type TextsFound = (TextResult & { weight: number })[];

/** One vector for all texts together: one call, whatever the number of interests. */
function embeddedText(texts: readonly WeightedText[]): string {
  return texts.flatMap(({ text, embed = true }) => (embed ? text : [])).join('\n');
}

function searchTexts(
  reader: SqlReader,
  { texts, filters, depth = LIST_DEPTH }: Pick<Retrieval, 'texts' | 'filters' | 'depth'>,
  trace: StageTrace,
): Promise<TextsFound> {
  return trace.time('text', async () => {
    const { tenantId } = currentScope();
    const found = await retrieveByText(reader, {
      tenantId,
      texts: texts.map(({ text }) => text),
      filters,
      limit: depth,
    });
    return found.map((result, index) => ({ ...result, weight: texts[index]?.weight ?? 1 }));
  });
}

/** Adds the lists of the vectors, fuses, and reads the best. */
async function completed(
  reader: SqlReader,
  retrieval: Retrieval,
  text: TextsFound,
  queryVector: readonly number[] | null,
  trace: StageTrace,
): Promise<Retrieved> {
  const vectors = [...(retrieval.vectors ?? []), ...(queryVector === null ? [] : [queryVector])];
  const near: VectorHit[][] = [];
  const byText = Math.max(0, ...text.map(({ hits }) => hits.length));
  const depth = byText >= retrieval.limit ? VECTOR_DEPTH_BESIDE_TEXT : VECTOR_DEPTH;
  if (vectors.length > 0) {
    await trace.time('vector', async () => {
      for (const vector of vectors) {
        const query = { tenantId: currentScope().tenantId, vector, filters: retrieval.filters, limit: depth };
        near.push(await retrieveByVector(reader, query));
      }
    });
  }
  const lists: RankedList[] = [
    ...text.map(({ hits, weight }) => ({ ids: hits.map(({ productId }) => productId), weight })),
    ...near.map((hits) => ({ ids: hits.map(({ productId }) => productId), weight: VECTOR_WEIGHT / vectors.length })),
  ];
  const excluded = new Set(retrieval.exclude);
  const hits = fuse(lists).filter(({ id }) => !excluded.has(id));
  const best = hits.slice(0, retrieval.limit);
  const found = { text: text.map(({ hits }): TextHit[] => hits), vector: near };
  return {
    products: await trace.time('read', () => withProducts(reader, best, found)),
    rest: hits.slice(retrieval.limit).map(({ id }) => id),
    texts: text.map(({ respelt }) => respelt),
    unmatched: text[0]?.unmatched ?? [],
    cut:
      text.some(({ hits }) => hits.length >= (retrieval.depth ?? LIST_DEPTH)) ||
      near.some((hits) => hits.length >= depth),
  };
}

async function withProducts(
  reader: SqlReader,
  hits: readonly FusedHit[],
  found: Parameters<typeof evidenceOf>[0],
): Promise<RetrievedProduct[]> {
  const rows = await readProducts(
    reader,
    hits.map(({ id }) => id),
  );
  const scores = new Map(hits.map(({ id, score }) => [id, score]));
  const evidence = evidenceOf(found);
  return rows.map((row) => ({
    product: toProduct(row),
    score: scores.get(row.product_id) ?? 0,
    evidence: evidence(row.product_id),
  }));
}
