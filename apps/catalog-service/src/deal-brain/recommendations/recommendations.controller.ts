import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecommendationsRequest, RecommendationsResponse } from '@tradewind/contracts';
import { RequiresScope } from '@tradewind/platform';
import { DeadlineMs } from '@tradewind/upstream';
import { RecommendationsService } from './recommendations.service.js';

@ApiTags('dealBrain')
@RequiresScope('catalogue')
@Controller('deal-brain')
export class RecommendationsController {
  constructor(private readonly service: RecommendationsService) {}

  @Post('recommendations')
  @HttpCode(200)
  @ApiOperation({ summary: 'Recommend products for a product, an inquiry or a buyer, each with a reason' })
  @ApiOkResponse({
    standardSchema: RecommendationsResponse,
    description: 'The best first, and what the inquiry was read to ask for',
  })
  @DeadlineMs(8_000)
  recommend(@Body({ schema: RecommendationsRequest }) body: RecommendationsRequest): Promise<RecommendationsResponse> {
    return this.service.recommend(body);
  }
}
