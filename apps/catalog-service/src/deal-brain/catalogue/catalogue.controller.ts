import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Product,
  ProductList,
  ProductListQuery,
  UpsertProductsRequest,
  UpsertResult,
  type ImportResponse,
  type UpsertProductsResponse,
} from '@tradewind/contracts';
import { RequiresScope, StreamedBody } from '@tradewind/platform';
import { currentScope, DeadlineMs } from '@tradewind/upstream';
import { ProductImport } from './import/product-import.js';
import { rowsOf } from './import/rows-of.js';
import { ProductCatalogue } from './product-catalogue.js';
import { ProductListing } from './product-listing.js';

/** Below the server's time-out for a request that is still being sent. */
const IMPORT_DEADLINE_MS = 55_000;

@ApiTags('dealBrain')
@RequiresScope('catalogue')
@Controller('deal-brain/products')
export class CatalogueController {
  constructor(
    private readonly catalogue: ProductCatalogue,
    private readonly imports: ProductImport,
    private readonly listing: ProductListing,
  ) {}

  @Put()
  @StreamedBody()
  @ApiOperation({
    summary: 'Add products or replace them by sku',
    description:
      'As JSON up to 1,000 at once, embedded before the answer. As a stream of any length, one `ProductInput` a line ' +
      '(`Content-Type: application/x-ndjson`) or as a table (`text/csv`, charset optional): refused lines are listed, the others ' +
      'written as they come, and the answer is an `ImportResponse`; vectors follow in the background. Sending again is harmless.',
  })
  @ApiOkResponse({ standardSchema: UpsertResult, description: 'What was written' })
  @DeadlineMs(IMPORT_DEADLINE_MS)
  async upsert(
    @Body({ schema: UpsertProductsRequest }) body: UpsertProductsRequest | Readable,
    @Headers('content-type') contentType: string | undefined,
  ): Promise<UpsertProductsResponse | ImportResponse> {
    if (body instanceof Readable) return this.importFrom(body, contentType ?? '');
    const products = await this.catalogue.upsert(body.products);
    return { upserted: products.length, products, degraded: [...currentScope().degraded] };
  }

  @Get()
  @ApiOperation({ summary: 'The catalogue, newest first' })
  @ApiOkResponse({ standardSchema: ProductList })
  @DeadlineMs(5_000)
  list(@Query({ schema: ProductListQuery }) query: ProductListQuery): Promise<ProductList> {
    return this.listing.list(query);
  }

  @Get(':product_id')
  @ApiOperation({ summary: 'One product' })
  @ApiOkResponse({ standardSchema: Product })
  @DeadlineMs(5_000)
  get(@Param('product_id') productId: string): Promise<Product> {
    return this.catalogue.get(productId);
  }

  @Delete(':product_id')
  @ApiOperation({ summary: 'Delete a product' })
  @HttpCode(204)
  @DeadlineMs(5_000)
  delete(@Param('product_id') productId: string): Promise<void> {
    return this.catalogue.delete(productId);
  }

  private async importFrom(body: Readable, contentType: string): Promise<ImportResponse> {
    try {
      return await this.imports.run(rowsOf(body, contentType));
    } finally {
      // What was not read, after a refusal, must not block the connection.
      body.resume();
    }
  }
}
