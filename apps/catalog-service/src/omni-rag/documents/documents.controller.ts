import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListQuery, type Document } from '@tradewind/contracts';
import { DocumentsService } from './documents.service.js';

@ApiTags('omniRAG')
@Controller('rag/documents')
export class DocumentsController {
  constructor(private readonly service: DocumentsService) {}

  @Get()
  @ApiOperation({ summary: 'Documents that can be searched, newest first' })
  list(
    @Query({ schema: ListQuery }) { limit, cursor }: ListQuery,
  ): Promise<{ data: Document[]; next_cursor: string | null }> {
    return this.service.list(limit, cursor);
  }

  @Get(':documentId')
  @ApiOperation({ summary: 'One document' })
  get(@Param('documentId') documentId: string): Promise<Document> {
    return this.service.get(documentId);
  }

  @Delete(':documentId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a document with its passages and the products that came from it' })
  delete(@Param('documentId') documentId: string): Promise<void> {
    return this.service.delete(documentId);
  }
}
