import type { Check, RiskLevel } from '@tradewind/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'risk_checks' })
export class CheckRow {
  /** `chk_…`; ids sort by the time they were made, which is what lists are paged by. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  @Column({ name: 'app_id', type: 'text' })
  appId!: string;

  @Column({ name: 'company_name', type: 'text' })
  companyName!: string;

  @Column({ name: 'risk_level', type: 'text' })
  riskLevel!: RiskLevel;

  /** The check exactly as it was answered. */
  @Column({ type: 'jsonb' })
  answer!: Check;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
