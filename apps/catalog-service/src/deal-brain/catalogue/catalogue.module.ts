import { Module } from '@nestjs/common';
import { DealBrainDownstreamsModule } from '../downstreams.js';
import { ProductCatalogue } from './product-catalogue.js';

/** The product catalogue for those who write to it: dealBrain's own API and document ingestion. */
@Module({ imports: [DealBrainDownstreamsModule], providers: [ProductCatalogue], exports: [ProductCatalogue] })
export class CatalogueModule {}
