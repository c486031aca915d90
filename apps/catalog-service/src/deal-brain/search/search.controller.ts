import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SearchRequest, type SearchResponse } from '@tradewind/contracts';
import { RequiresScope } from '@tradewind/platform';
import { DeadlineMs } from '@tradewind/upstream';
import { SearchService } from './search.service.js';

@ApiTags('dealBrain')
@RequiresScope('catalogue')
@Controller('deal-brain')
export class SearchController {
  constructor(private readonly service: SearchService) {}

  @Post('search')
  @HttpCode(200)
  @ApiOperation({ summary: 'Find products in any language, the best first, and if asked say why each one fits' })
  @DeadlineMs(5_000)
  search(@Body({ schema: SearchRequest }) body: SearchRequest): Promise<SearchResponse> {
    return this.service.search(body);
  }
}
