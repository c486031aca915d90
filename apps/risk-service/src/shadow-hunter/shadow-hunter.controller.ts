import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Check, CheckList, CheckRequest, ListQuery } from '@tradewind/contracts';
import { newId, RequiresScope, sseResponse, wantsEventStream } from '@tradewind/platform';
import { Admit, DeadlineMs } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKey } from '../idempotency/idempotency-key.js';
import type { Page } from '../answers/page.js';
import { sendCreated } from '../answers/send-answer.js';
import { LAST_EVENT_ID_HEADER, lastSeen, sendRest } from '../runs/resume.js';
import { Runs } from '../runs/runs.js';
import { assertStorable } from '../text/storable.js';
import { ShadowHunterService } from './shadow-hunter.service.js';

const CHECK_DEADLINE_MS = 20_000;
const OPERATION = 'shadow-hunter.checks';

@ApiTags('shadowHunter')
@RequiresScope('risk')
@Controller('shadow-hunter/checks')
export class ShadowHunterController {
  constructor(
    private readonly shadowHunter: ShadowHunterService,
    private readonly runs: Runs,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Check a company',
    description:
      'With `Accept: text/event-stream` the stages, the evidence and the result come as server-sent events. A check that is kept is finished even when the caller leaves.',
  })
  @ApiHeader(IDEMPOTENCY_KEY_HEADER)
  @ApiCreatedResponse({ standardSchema: Check, description: 'The check; also kept under its id' })
  @DeadlineMs(CHECK_DEADLINE_MS)
  @Admit('shadow-hunter.checks')
  async create(
    @Body({ schema: CheckRequest }) body: CheckRequest,
    @Headers('idempotency-key') keyHeader: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const key = idempotencyKey(keyHeader);
    assertStorable(body);
    const streamed = wantsEventStream(request);
    const run = await this.runs.begin<Check>({
      ...{ operation: OPERATION, idempotencyKey: key, body, keep: body.store, streamed },
      newId: () => newId('chk'),
      perform: (context) => this.shadowHunter.check(body, context),
      load: (checkId) => this.shadowHunter.get(checkId),
    });
    const location = body.store ? `/shadow-hunter/checks/${run.id}` : undefined;
    if (!streamed) return sendCreated(reply, await run.answer(), location);
    if (location !== undefined) void reply.header('location', location);
    // The permit of this route is held as long as the work goes on, also when nobody watches any more.
    await Promise.all([sseResponse(reply, run.events()), run.answer().catch(() => undefined)]);
  }

  @Get()
  @ApiOperation({ summary: 'Your checks, newest first' })
  @ApiOkResponse({ standardSchema: CheckList })
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<Check>> {
    return this.shadowHunter.list(query);
  }

  @Get(':check_id')
  @ApiOperation({ summary: 'A check as it was answered' })
  @ApiOkResponse({ standardSchema: Check })
  get(@Param('check_id') checkId: string): Promise<Check> {
    return this.shadowHunter.get(checkId);
  }

  @Get(':check_id/events')
  @ApiOperation({
    summary: 'Continue the stream of a check',
    description: 'What came after `Last-Event-ID`, while it runs and for 24 hours; 204 when nothing more will come.',
  })
  @ApiHeader(LAST_EVENT_ID_HEADER)
  @DeadlineMs(CHECK_DEADLINE_MS)
  async events(
    @Param('check_id') checkId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = lastSeen(lastEventId);
    await sendRest(reply, await this.runs.follow(OPERATION, checkId, after, () => this.shadowHunter.get(checkId)));
  }
}
