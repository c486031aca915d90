import { Injectable } from '@nestjs/common';
import type { ListQuery, Report } from '@tradewind/contracts';
import { Database, notFound } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { Alongside } from '../../answers/alongside.js';
import { type Page, pageOf } from '../../answers/page.js';
import { ReportRow } from './report-row.js';
import { ReportStore } from './report-store.js';

/** Reports in PostgreSQL, where row-level security keeps tenants apart. */
@Injectable()
export class PostgresReportStore extends ReportStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async insert(report: Report, alongside?: Alongside): Promise<void> {
    const { tenantId, appId } = currentScope();
    await this.database.tenant(async (manager) => {
      await manager.insert(ReportRow, {
        id: report.report_id,
        tenantId,
        appId,
        checkId: report.check_id,
        score: report.score,
        riskLevel: report.risk_level,
        answer: report,
        createdAt: new Date(report.created_at),
      });
      await alongside?.(manager);
    });
  }

  override async get(reportId: string): Promise<Report> {
    const row = await this.database.tenant((manager) => manager.findOneBy(ReportRow, { id: reportId }));
    if (row === null) throw notFound('report', reportId);
    return row.answer;
  }

  override list(query: ListQuery): Promise<Page<Report>> {
    return this.database.tenant((manager) => pageOf(manager, ReportRow, query));
  }
}
