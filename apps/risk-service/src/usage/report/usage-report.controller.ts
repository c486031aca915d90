import { Readable } from 'node:stream';
import { Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { UsageQuery, UsageReportPage } from '@tradewind/contracts';
import { AdminController } from '../../admin/admin-route.js';
import { usageCsv } from './usage-csv.js';
import { questionOf, UsageReport } from './usage-report.js';

/** Who used what, for operators. */
@AdminController('usage')
export class UsageReportController {
  constructor(private readonly report: UsageReport) {}

  @Get()
  @ApiOperation({ summary: 'Tokens, cost, calls, errors and latency by server, app, tenant, feature or model' })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ description: 'Brought up to date every minute' })
  usage(@Query({ schema: UsageQuery }) query: UsageQuery): Promise<UsageReportPage> | StreamableFile {
    const question = questionOf(query, new Date());
    if (query.format === 'json') return this.report.page(question, query.limit, query.cursor);
    return new StreamableFile(Readable.from(usageCsv(question, this.report.rows(question)), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="usage.csv"',
    });
  }
}
