import { Module } from '@nestjs/common';
import { DownstreamsModule } from '../../downstreams/downstreams.module.js';
import { ProductCatalogue } from './product-catalogue.js';

/** The product catalogue for those who write to it: dealBrain's own API and document ingestion. */
@Module({ imports: [DownstreamsModule], providers: [ProductCatalogue], exports: [ProductCatalogue] })
export class CatalogueModule {}
