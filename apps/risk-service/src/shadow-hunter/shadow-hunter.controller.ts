import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Check, CheckList, CheckRequest, ListQuery } from '@tradewind/contracts';
import { sseResponse, wantsEventStream } from '@tradewind/platform';
import { Admit, DeadlineMs } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../idempotency/idempotency.js';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKey } from '../idempotency/idempotency-key.js';
import type { Page } from '../answers/page.js';
import { progressOf } from '../progress/progress.js';
import { assertStorable } from '../text/storable.js';
import type { CheckEvent, OnCheckEvent } from './check-event.js';
import { ShadowHunterService } from './shadow-hunter.service.js';

const CHECK_DEADLINE_MS = 20_000;

@ApiTags('shadowHunter')
@Controller('shadow-hunter/checks')
export class ShadowHunterController {
  constructor(
    private readonly shadowHunter: ShadowHunterService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Check a company',
    description: 'With `Accept: text/event-stream` the stages, the evidence and the result come as server-sent events.',
  })
  @ApiHeader(IDEMPOTENCY_KEY_HEADER)
  @ApiCreatedResponse({ standardSchema: Check, description: 'The check; also kept under its id' })
  @DeadlineMs(CHECK_DEADLINE_MS)
  @Admit('shadow-hunter.checks')
  async create(
    @Body({ schema: CheckRequest }) subject: CheckRequest,
    @Headers('idempotency-key') keyHeader: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const key = idempotencyKey(keyHeader);
    assertStorable(subject);
    const perform = (onEvent?: OnCheckEvent): Promise<Check> =>
      this.idempotency.run(
        { operation: 'shadow-hunter.checks', key, body: subject },
        {
          perform: (commit) => this.shadowHunter.check(subject, { commit, ...(onEvent && { onEvent }) }),
          load: (checkId) => this.shadowHunter.get(checkId),
        },
      );
    if (wantsEventStream(request)) return sseResponse(reply, progressOf<CheckEvent, Check>(perform));
    const check = await perform();
    await reply.code(201).header('location', `/shadow-hunter/checks/${check.check_id}`).send(check);
  }

  @Get()
  @ApiOperation({ summary: 'Your checks, newest first' })
  @ApiOkResponse({ standardSchema: CheckList })
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<Check>> {
    return this.shadowHunter.list(query);
  }

  @Get(':checkId')
  @ApiOperation({ summary: 'A check as it was answered' })
  @ApiOkResponse({ standardSchema: Check })
  get(@Param('checkId') checkId: string): Promise<Check> {
    return this.shadowHunter.get(checkId);
  }
}
