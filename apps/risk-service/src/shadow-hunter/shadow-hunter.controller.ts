import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Check, CheckRequest, ListQuery } from '@tradewind/contracts';
import { sseResponse, wantsEventStream } from '@tradewind/platform';
import { Admit, DeadlineMs } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Idempotency } from '../idempotency/idempotency.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { Page } from '../answers/page.js';
import { progressOf } from '../progress/progress.js';
import { assertStorable } from '../text/storable.js';
import type { CheckEvent, OnCheckEvent } from './check-event.js';
import { ShadowHunterService } from './shadow-hunter.service.js';

const CHECK_DEADLINE_MS = 20_000;

@Controller('shadow-hunter/checks')
export class ShadowHunterController {
  constructor(
    private readonly shadowHunter: ShadowHunterService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
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
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<Check>> {
    return this.shadowHunter.list(query);
  }

  @Get(':checkId')
  get(@Param('checkId') checkId: string): Promise<Check> {
    return this.shadowHunter.get(checkId);
  }
}
