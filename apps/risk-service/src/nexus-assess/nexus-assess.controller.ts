import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ListQuery, Report, ReportList, ReportRequest } from '@tradewind/contracts';
import { newId, RequiresScope, sseResponse, wantsEventStream } from '@tradewind/platform';
import { Admit, DeadlineMs } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../answers/page.js';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKey } from '../idempotency/idempotency-key.js';
import { sendCreated } from '../answers/send-answer.js';
import { LAST_EVENT_ID_HEADER, lastSeen, sendRest } from '../runs/resume.js';
import { Runs } from '../runs/runs.js';
import { assertStorable } from '../text/storable.js';
import { NexusAssessService } from './nexus-assess.service.js';
import { REPORT_CSP, reportHtml } from './render/report-html.js';
import { reportMarkdown } from './render/report-markdown.js';
import { reportFormat } from './report-format.js';

const REPORT_DEADLINE_MS = 60_000;
const OPERATION = 'nexus-assess.reports';

@ApiTags('nexusAssess')
@RequiresScope('risk')
@Controller('nexus-assess/reports')
export class NexusAssessController {
  constructor(
    private readonly nexusAssess: NexusAssessService,
    private readonly runs: Runs,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Write a risk report on an order',
    description:
      'With `Accept: text/event-stream` the stages, the evidence, the sections and the result come as server-sent events. A report that is kept is finished even when the caller leaves.',
  })
  @ApiHeader(IDEMPOTENCY_KEY_HEADER)
  @ApiCreatedResponse({ standardSchema: Report, description: 'The report; also kept under its id' })
  @DeadlineMs(REPORT_DEADLINE_MS)
  @Admit('nexus-assess.reports')
  async create(
    @Body({ schema: ReportRequest }) body: ReportRequest,
    @Headers('idempotency-key') keyHeader: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const key = idempotencyKey(keyHeader);
    assertStorable(body);
    const streamed = wantsEventStream(request);
    const run = await this.runs.begin<Report>({
      ...{ operation: OPERATION, idempotencyKey: key, body, keep: body.store, streamed },
      newId: () => newId('rpt'),
      perform: (context) => this.nexusAssess.report(body, context),
      load: (reportId) => this.nexusAssess.get(reportId),
    });
    const location = body.store ? `/nexus-assess/reports/${run.id}` : undefined;
    if (!streamed) return sendCreated(reply, await run.answer(), location);
    if (location !== undefined) void reply.header('location', location);
    // The permit of this route is held as long as the work goes on, also when nobody watches any more.
    await Promise.all([sseResponse(reply, run.events()), run.answer().catch(() => undefined)]);
  }

  @Get()
  @ApiOperation({ summary: 'Your reports, newest first' })
  @ApiOkResponse({ standardSchema: ReportList })
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<Report>> {
    return this.nexusAssess.list(query);
  }

  @Get(':report_id')
  @ApiOperation({
    summary: 'A report as JSON, as a page to read and print, or as Markdown',
    description: 'Chosen by `format`, or else by the `Accept` header.',
  })
  @ApiQuery({ name: 'format', required: false, enum: ['json', 'html', 'markdown'] })
  @ApiOkResponse({ standardSchema: Report })
  async get(
    @Param('report_id') reportId: string,
    @Query('format') format: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = reportFormat(format, accept);
    void reply.header('vary', 'accept');
    switch (wanted) {
      case 'json':
        await reply.send(await this.nexusAssess.get(reportId));
        return;
      case 'html': {
        const { report, check } = await this.nexusAssess.withCheck(reportId);
        void reply.type('text/html; charset=utf-8').header('content-security-policy', REPORT_CSP);
        await reply.send(reportHtml(report, check));
        return;
      }
      case 'markdown': {
        const { report, check } = await this.nexusAssess.withCheck(reportId);
        await reply.type('text/markdown; charset=utf-8').send(reportMarkdown(report, check));
        return;
      }
    }
  }

  @Get(':report_id/events')
  @ApiOperation({
    summary: 'Continue the stream of a report',
    description:
      'What came after `Last-Event-ID`, while it is written and for 24 hours; 204 when nothing more will come.',
  })
  @ApiHeader(LAST_EVENT_ID_HEADER)
  @DeadlineMs(REPORT_DEADLINE_MS)
  async events(
    @Param('report_id') reportId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = lastSeen(lastEventId);
    await sendRest(reply, await this.runs.follow(OPERATION, reportId, after, () => this.nexusAssess.get(reportId)));
  }
}
