import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InteractionsRequest, InteractionsResponse } from '@tradewind/contracts';
import { RequiresScope } from '@tradewind/platform';
import { DeadlineMs } from '@tradewind/upstream';
import { InteractionStore } from './interaction-store.js';

@ApiTags('dealBrain')
@RequiresScope('catalogue')
@Controller('deal-brain/events')
export class InteractionsController {
  constructor(private readonly interactions: InteractionStore) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Say what buyers did with products',
    description: 'Recommendations for a `buyer_id`, and of what goes with a product, rest on it.',
  })
  @ApiOkResponse({ standardSchema: InteractionsResponse })
  @DeadlineMs(10_000)
  record(@Body({ schema: InteractionsRequest }) body: InteractionsRequest): Promise<InteractionsResponse> {
    return this.interactions.record(body.events);
  }
}
