import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ListQuery,
  type Product,
  type StoredPassage,
  Document,
  DocumentList,
  DocumentProductList,
  StoredPassageList,
} from '@tradewind/contracts';
import { RequiresScope } from '@tradewind/platform';
import { DocumentContents } from './document-contents.js';
import { DocumentsService } from './documents.service.js';

@ApiTags('omniRAG')
@RequiresScope('rag')
@Controller('rag/documents')
export class DocumentsController {
  constructor(
    private readonly service: DocumentsService,
    private readonly contents: DocumentContents,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Documents that can be searched, newest first' })
  @ApiOkResponse({ standardSchema: DocumentList })
  list(
    @Query({ schema: ListQuery }) { limit, cursor }: ListQuery,
  ): Promise<{ data: Document[]; next_cursor: string | null }> {
    return this.service.list(limit, cursor);
  }

  @Get(':document_id')
  @ApiOperation({ summary: 'One document' })
  @ApiOkResponse({ standardSchema: Document })
  get(@Param('document_id') documentId: string): Promise<Document> {
    return this.service.get(documentId);
  }

  @Get(':document_id/passages')
  @ApiOperation({ summary: 'Its passages, in the order in which they stand in it' })
  @ApiOkResponse({ standardSchema: StoredPassageList })
  passages(
    @Param('document_id') documentId: string,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<{ data: StoredPassage[]; next_cursor: string | null }> {
    return this.contents.passages(documentId, query);
  }

  @Get(':document_id/products')
  @ApiOperation({ summary: 'The products that were read out of it, by page' })
  @ApiOkResponse({ standardSchema: DocumentProductList })
  products(
    @Param('document_id') documentId: string,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<{ data: Product[]; next_cursor: string | null }> {
    return this.contents.products(documentId, query);
  }

  @Delete(':document_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a document with its passages and the products that came from it' })
  @ApiNoContentResponse()
  delete(@Param('document_id') documentId: string): Promise<void> {
    return this.service.delete(documentId);
  }
}
