import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SearchRequest, SearchResponse } from '@tradewind/contracts';
import { RequiresScope, sseResponse, wantsEventStream } from '@tradewind/platform';
import { DeadlineMs, withDeadline } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { begun, searchEvents } from './search-events.js';
import { SearchService } from './search.service.js';

/** A stream shows results at once and may write on; who waits for one answer does not want to wait that long. */
const STREAM_DEADLINE_MS = 30_000;
const ANSWER_DEADLINE_MS = 5_000;

@ApiTags('dealBrain')
@RequiresScope('catalogue')
@Controller('deal-brain')
export class SearchController {
  constructor(private readonly service: SearchService) {}

  @Post('search')
  @ApiOperation({
    summary: 'Find products in any language, the best first, and if asked say why each one fits',
    description:
      'With `Accept: text/event-stream` the answer comes in events: `results` (everything but explanations), `explanation` for each ' +
      'product as it is written, then `result`, the whole answer. A failure is the event `error`, a problem document.',
  })
  @ApiOkResponse({ standardSchema: SearchResponse, description: 'The best products and how they were found' })
  @DeadlineMs(STREAM_DEADLINE_MS)
  async search(
    @Body({ schema: SearchRequest }) body: SearchRequest,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (wantsEventStream(request)) return sseResponse(reply, await begun(searchEvents(this.service, body)));
    const answer = await withDeadline(ANSWER_DEADLINE_MS, () => this.service.search(body));
    await reply.code(200).send(answer);
  }
}
