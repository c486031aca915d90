import type { Report, RiskLevel } from '@tradewind/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'risk_reports' })
export class ReportRow {
  /** `rpt_…`; ids sort by the time they were made, which is what lists are paged by. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  @Column({ name: 'app_id', type: 'text' })
  appId!: string;

  @Column({ name: 'check_id', type: 'text' })
  checkId!: string;

  /** 0 is safe, 100 is the worst. */
  @Column({ type: 'numeric', precision: 5, scale: 2 })
  score!: number;

  @Column({ name: 'risk_level', type: 'text' })
  riskLevel!: RiskLevel;

  /** The report exactly as it was answered. */
  @Column({ type: 'jsonb' })
  answer!: Report;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
