import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { SearchRequest, type SearchResponse } from '@tradewind/contracts';
import { DeadlineMs } from '@tradewind/upstream';
import { SearchService } from './search.service.js';

@Controller('deal-brain')
export class SearchController {
  constructor(private readonly service: SearchService) {}

  @Post('search')
  @HttpCode(200)
  @DeadlineMs(5_000)
  search(@Body({ schema: SearchRequest }) body: SearchRequest): Promise<SearchResponse> {
    return this.service.search(body);
  }
}
