import { Module } from '@nestjs/common';
import { ProductImport } from './catalogue/import/product-import.js';
import { ProductListing } from './catalogue/product-listing.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { DealBrainDownstreamsModule } from './downstreams.js';
import { InteractionsController } from './events/interactions.controller.js';
import { InteractionStore } from './events/interaction-store.js';
import { ByInquiry } from './recommendations/by-inquiry.js';
import { ByProduct } from './recommendations/by-product.js';
import { ByProfile } from './recommendations/by-profile.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { RequirementsReader } from './recommendations/requirements-reader.js';
import { SeedProducts } from './recommendations/seed-products.js';
import { ProductRanker } from './retrieval/product-ranker.js';
import { ProductRetriever } from './retrieval/product-retriever.js';
import { FacetCounter } from './search/facet-counter.js';
import { MatchExplainer } from './search/match-explainer.js';
import { ResultFinder } from './search/result-finder.js';
import { ResultPages } from './search/result-pages.js';
import { SearchController } from './search/search.controller.js';
import { SearchService } from './search/search.service.js';
import { TuningController } from './tuning/tuning.controller.js';
import { TuningStore } from './tuning/tuning-store.js';

/** dealBrain over HTTP: the catalogue, search and recommendations. */
@Module({
  imports: [DealBrainDownstreamsModule, CatalogueModule],
  controllers: [
    CatalogueController,
    SearchController,
    TuningController,
    InteractionsController,
    RecommendationsController,
  ],
  providers: [
    ProductImport,
    ProductListing,
    ProductRetriever,
    ProductRanker,
    MatchExplainer,
    TuningStore,
    ResultFinder,
    ResultPages,
    FacetCounter,
    SearchService,
    InteractionStore,
    SeedProducts,
    RequirementsReader,
    ByProduct,
    ByInquiry,
    ByProfile,
    RecommendationsService,
  ],
})
export class DealBrainModule {}
