// What measurements outside of the service need of retrieval. The services themselves never import one another.
export type { CatalogueItem } from './catalogue/catalogue-item.js';
export { indexTerms, lexeme, tenantKey } from './catalogue/index-terms.js';
export { ProductCatalogue } from './catalogue/product-catalogue.js';
export { productText, textHash } from './catalogue/product-text.js';
export { DealBrainDownstreams } from './downstreams.js';
export { fuse } from './retrieval/fusion.js';
export { ProductRanker } from './retrieval/product-ranker.js';
export { ProductRetriever, VECTOR_WEIGHT } from './retrieval/product-retriever.js';
export { retrieveByText, type TextHit } from './retrieval/text-retrieval.js';
export { retrieveByVector, type VectorHit } from './retrieval/vector-retrieval.js';
