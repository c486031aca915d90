import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { UpsertProductsRequest, type Product, type UpsertProductsResponse } from '@tradewind/contracts';
import { RequiresScope } from '@tradewind/platform';
import { currentScope, DeadlineMs } from '@tradewind/upstream';
import { ProductCatalogue } from './product-catalogue.js';

@ApiTags('dealBrain')
@RequiresScope('catalogue')
@Controller('deal-brain/products')
export class CatalogueController {
  constructor(private readonly catalogue: ProductCatalogue) {}

  @Put()
  @ApiOperation({ summary: 'Add products or replace them by sku' })
  @DeadlineMs(30_000)
  async upsert(@Body({ schema: UpsertProductsRequest }) body: UpsertProductsRequest): Promise<UpsertProductsResponse> {
    const products = await this.catalogue.upsert(body.products);
    return { upserted: products.length, products, degraded: [...currentScope().degraded] };
  }

  @Get(':product_id')
  @ApiOperation({ summary: 'One product' })
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
}
