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
  async usage(@Query({ schema: UsageQuery }) query: UsageQuery): Promise<UsageReportPage | StreamableFile> {
    const question = questionOf(query, new Date());
    if (query.format === 'json') return this.report.page(question, query.limit, query.cursor);
    const rows = await begun(this.report.rows(question));
    return new StreamableFile(Readable.from(usageCsv(question, rows), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="usage.csv"',
    });
  }
}

/** The same items, the first one fetched already: what cannot even begin is refused with a status and a code, not cut off. */
async function begun<T>(items: AsyncGenerator<T, void, undefined>): Promise<AsyncIterable<T>> {
  const first = await items.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* items;
  })();
}
