import { z } from 'zod';
import { Degraded, listOf, Money, Timestamp } from './common.js';
import { AnswerLanguage, CallCost, CheckSubject, RiskLevel, Store } from './shadow-hunter.js';

const text = (max: number) => z.string().trim().min(1).max(max);

export const PaymentTerms = z
  .enum(['prepaid', 'letter_of_credit', 'documents_against_payment', 'documents_against_acceptance', 'open_account'])
  .meta({ id: 'PaymentTerms' });
export type PaymentTerms = z.infer<typeof PaymentTerms>;

export const ReportRequest = z
  .object({
    check_id: z.string().max(64).optional().meta({ description: 'A finished background check to build on' }),
    subject: CheckSubject.optional().meta({ description: 'Checked first when no check_id is given' }),
    order_value: Money,
    payment_terms: PaymentTerms,
    goods: text(500),
    route: z.object({ from: text(120), to: text(120) }),
    language: AnswerLanguage.default('en'),
    store: Store,
  })
  .refine((r) => (r.check_id === undefined) !== (r.subject === undefined), {
    error: 'give exactly one of check_id or subject',
  })
  .meta({
    id: 'ReportRequest',
    examples: [
      {
        subject: { company_name: 'Meridian Trade Partners Ltd', country: 'GB' },
        order_value: { amount: '48000.00', currency: 'USD' },
        payment_terms: 'open_account',
        goods: '2,000 stainless steel vacuum flasks',
        route: { from: 'Ningbo', to: 'Felixstowe' },
      },
    ],
  });
export type ReportRequest = z.infer<typeof ReportRequest>;

export const ScoreFactor = z
  .object({
    factor: z.string(),
    label: z.string(),
    weight: z.number().meta({ description: 'Share of the whole score, 0 to 1' }),
    risk: z.number().min(0).max(100).meta({ description: '0 is safe, 100 is the worst' }),
    reason: z.string(),
    evidence_ids: z.array(z.string()),
  })
  .meta({ id: 'ScoreFactor' });
export type ScoreFactor = z.infer<typeof ScoreFactor>;

export const ReportSection = z
  .object({
    section: z.string(),
    title: z.string(),
    markdown: z.string().meta({ description: 'Empty when it could not be written' }),
  })
  .meta({ id: 'ReportSection' });
export type ReportSection = z.infer<typeof ReportSection>;

export const Report = z
  .object({
    report_id: z.string(),
    check_id: z.string(),
    company_name: z.string(),
    country: z.string(),
    language: AnswerLanguage,
    order_value: Money,
    payment_terms: PaymentTerms,
    goods: z.string(),
    route: z.object({ from: z.string(), to: z.string() }),
    score: z.number().min(0).max(100).meta({ description: 'Computed by rules: 0 is safe, 100 is the worst' }),
    risk_level: RiskLevel,
    factors: z.array(ScoreFactor),
    mitigations: z.array(z.string()),
    sections: z.array(ReportSection),
    cost: CallCost,
    degraded: Degraded,
    duration_ms: z.int(),
    created_at: Timestamp,
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;
export const ReportList = listOf(Report, 'ReportList');
