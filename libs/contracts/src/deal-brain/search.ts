import { z } from 'zod';
import { Degraded } from '../common.js';
import { ProductFilters } from './filters.js';
import { EXAMPLE_PRODUCT, Product } from './product.js';
import { text } from './text.js';

/** Ids of a whole result, packed. */
const MAX_CURSOR = 16_384;

export const SearchSort = z.enum(['relevance', 'price_asc', 'price_desc', 'min_order_quantity', 'newest']).meta({
  id: 'SearchSort',
  description:
    'Other orders than `relevance` take the clear matches only. Prices compare within a currency: that of most matches comes first',
});
export type SearchSort = z.infer<typeof SearchSort>;

export const FacetName = z.enum(['category', 'brand', 'origin', 'price', 'attributes']).meta({ id: 'FacetName' });
export type FacetName = z.infer<typeof FacetName>;

export const SearchRequest = z
  .object({
    query: text(2000),
    filters: ProductFilters.default({}),
    sort: SearchSort.default('relevance'),
    limit: z.int().min(1).max(50).default(10),
    cursor: z
      .string()
      .max(MAX_CURSOR)
      .optional()
      .meta({ description: '`next_cursor` of the page before, sent with the same query, filters and sort' }),
    min_score: z.number().min(0).max(1).default(0).meta({
      description: "Leaves out results below: of the reranker's score, or of the share of the query that matched",
    }),
    facets: z.array(FacetName).max(5).default([]),
    highlight: z.boolean().default(false),
    explain: z.boolean().default(false).meta({ description: 'Also write one sentence per product on why it fits' }),
    debug: z.boolean().default(false).meta({ description: "Show every stage's time and each result's scores" }),
  })
  .meta({ id: 'SearchRequest', examples: [{ query: 'stainless steel vacuum flask 500 ml', limit: 5, explain: true }] });
export type SearchRequest = z.infer<typeof SearchRequest>;

/** A field cut into pieces, which joined give the field (of a long one, an excerpt) back. */
export const Highlight = z
  .object({ field: z.string(), pieces: z.array(z.object({ text: z.string(), match: z.boolean() })) })
  .meta({ id: 'Highlight' });
export type Highlight = z.infer<typeof Highlight>;

export const HitScores = z
  .object({
    text: z.number().nullable().meta({ description: 'Share of the query found in the product, by rarity' }),
    text_rank: z.int().nullable(),
    vector: z.number().nullable().meta({ description: 'Cosine' }),
    vector_rank: z.int().nullable(),
    fused: z.number(),
    rerank: z.number().nullable(),
    boost: z.number(),
  })
  .meta({ id: 'HitScores' });
export type HitScores = z.infer<typeof HitScores>;

export const SearchHit = z
  .object({
    product: Product,
    score: z.number().meta({ description: "The reranker's; without it retrieval's. Times the tenant's boost" }),
    explanation: z.string().meta({ description: 'Empty unless asked for and available' }),
    highlights: z.array(Highlight).optional(),
    debug: HitScores.optional(),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof SearchHit>;

export const FacetValue = z.object({ value: z.string(), count: z.int() }).meta({ id: 'FacetValue' });
export type FacetValue = z.infer<typeof FacetValue>;

/** Most frequent values first, each with the number of matches that have it, under all active filters. */
export const Facets = z
  .object({
    category: z.array(FacetValue).optional(),
    brand: z.array(FacetValue).optional(),
    origin: z.array(FacetValue).optional(),
    price: z.array(z.object({ currency: z.string(), count: z.int(), min: z.string(), max: z.string() })).optional(),
    attributes: z.array(z.object({ name: z.string(), values: z.array(FacetValue) })).optional(),
  })
  .meta({ id: 'Facets' });
export type Facets = z.infer<typeof Facets>;

export const Relaxation = z
  .object({
    filters: z.array(z.string()).meta({ description: 'Filters that were left out, such as `brand`' }),
    terms: z.array(z.string()).meta({ description: 'Words of the query that were left out: no product has them' }),
    min_score: z.boolean().meta({ description: 'Whether min_score was left out' }),
  })
  .meta({ id: 'Relaxation' });
export type Relaxation = z.infer<typeof Relaxation>;

export const StageTime = z.object({ stage: z.string(), ms: z.number() }).meta({ id: 'StageTime' });
export type StageTime = z.infer<typeof StageTime>;

export const SearchResponse = z
  .object({
    results: z.array(SearchHit),
    next_cursor: z.string().nullable(),
    total: z
      .object({ value: z.int(), relation: z.enum(['eq', 'gte']) })
      .meta({ description: 'Matches; `gte` when there are more than were counted' }),
    match: z.enum(['direct', 'meaning', 'relaxed', 'none']).meta({
      description:
        '`direct`: words of the query were found. `meaning`: none was, these are near in meaning. `relaxed`: nothing passes, ' +
        'these do without what `relaxed` names. `none`: nothing is near either',
    }),
    understood: z
      .object({
        query: z.string().meta({ description: 'With misspelt words corrected' }),
        unmatched: z.array(z.string()).meta({ description: 'Words that no product has' }),
        synonyms: z.array(z.string()).meta({ description: 'What was searched for as well' }),
      })
      .meta({ description: 'How the query was read' }),
    relaxed: Relaxation.nullable(),
    facets: Facets.optional(),
    degraded: Degraded,
    debug: z.object({ stages: z.array(StageTime) }).optional(),
  })
  .meta({
    id: 'SearchResponse',
    examples: [
      {
        results: [
          {
            product: EXAMPLE_PRODUCT,
            score: 0.94,
            explanation: 'A vacuum flask of 304 stainless steel that holds 500 ml, as asked for.',
            highlights: [
              {
                field: 'name',
                pieces: [
                  { text: 'Stainless steel vacuum flask', match: true },
                  { text: ' 500 ml', match: true },
                ],
              },
            ],
          },
        ],
        next_cursor: null,
        total: { value: 1, relation: 'eq' },
        match: 'direct',
        understood: { query: 'stainless steel vacuum flask 500 ml', unmatched: [], synonyms: ['thermos'] },
        relaxed: null,
        facets: {
          brand: [{ value: 'Haiyun', count: 1 }],
          price: [{ currency: 'USD', count: 1, min: '3.2', max: '3.2' }],
        },
        degraded: [],
      },
    ],
  });
export type SearchResponse = z.infer<typeof SearchResponse>;
