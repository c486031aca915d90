import { Module } from '@nestjs/common';
import { UsageReportController } from './usage-report.controller.js';
import { UsageReport } from './usage-report.js';

/** The operators' view of who used what. */
@Module({ controllers: [UsageReportController], providers: [UsageReport] })
export class UsageReportModule {}
