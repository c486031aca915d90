import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AuditList, AuditQuery } from '@tradewind/contracts';
import { Database, listAudit } from '@tradewind/platform';
import { AdminController } from '../admin-route.js';
import { beforeOf, page } from '../paging.js';

@AdminController('audit')
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Who wrote what through this API, newest first' })
  @ApiOkResponse({ standardSchema: AuditList })
  async list(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditList> {
    const { resource, limit } = query;
    const found = await this.database.system((manager) =>
      listAudit(manager, { resource, before: beforeOf(query), limit: limit + 1 }),
    );
    return page(found, limit, ({ id }) => id);
  }
}
