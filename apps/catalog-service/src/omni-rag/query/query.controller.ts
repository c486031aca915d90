import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RagQueryRequest, RagQueryResponse } from '@tradewind/contracts';
import { RequiresScope } from '@tradewind/platform';
import { QueryService } from './query.service.js';

@ApiTags('omniRAG')
@RequiresScope('rag')
@Controller('rag')
export class QueryController {
  constructor(private readonly service: QueryService) {}

  @Post('query')
  @HttpCode(200)
  @ApiOperation({ summary: 'Find passages in your documents and, if asked, answer from them' })
  @ApiOkResponse({ standardSchema: RagQueryResponse })
  query(@Body({ schema: RagQueryRequest }) body: RagQueryRequest): Promise<RagQueryResponse> {
    return this.service.query(body);
  }
}
