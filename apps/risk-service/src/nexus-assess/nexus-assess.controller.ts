import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ListQuery, Report, ReportList, ReportRequest } from '@tradewind/contracts';
import { sseResponse, wantsEventStream } from '@tradewind/platform';
import { Admit, DeadlineMs } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../answers/page.js';
import { Idempotency } from '../idempotency/idempotency.js';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKey } from '../idempotency/idempotency-key.js';
import { progressOf } from '../progress/progress.js';
import { assertStorable } from '../text/storable.js';
import { NexusAssessService } from './nexus-assess.service.js';
import { REPORT_CSP, reportHtml } from './render/report-html.js';
import { reportMarkdown } from './render/report-markdown.js';
import type { OnReportEvent, ReportEvent } from './report-event.js';
import { reportFormat } from './report-format.js';

const REPORT_DEADLINE_MS = 60_000;

@ApiTags('nexusAssess')
@Controller('nexus-assess/reports')
export class NexusAssessController {
  constructor(
    private readonly nexusAssess: NexusAssessService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Write a risk report on an order',
    description: 'With `Accept: text/event-stream` the stages, the sections and the result come as server-sent events.',
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
    const perform = (onEvent?: OnReportEvent): Promise<Report> =>
      this.idempotency.run(
        { operation: 'nexus-assess.reports', key, body },
        {
          perform: (commit) => this.nexusAssess.report(body, { commit, ...(onEvent && { onEvent }) }),
          load: (reportId) => this.nexusAssess.get(reportId),
        },
      );
    if (wantsEventStream(request)) return sseResponse(reply, progressOf<ReportEvent, Report>(perform));
    const report = await perform();
    await reply.code(201).header('location', `/nexus-assess/reports/${report.report_id}`).send(report);
  }

  @Get()
  @ApiOperation({ summary: 'Your reports, newest first' })
  @ApiOkResponse({ standardSchema: ReportList })
  list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<Report>> {
    return this.nexusAssess.list(query);
  }

  @Get(':reportId')
  @ApiOperation({
    summary: 'A report as JSON, as a page to read and print, or as Markdown',
    description: 'Chosen by `format`, or else by the `Accept` header.',
  })
  @ApiQuery({ name: 'format', required: false, enum: ['json', 'html', 'markdown'] })
  @ApiOkResponse({ standardSchema: Report })
  async get(
    @Param('reportId') reportId: string,
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
}
