import { z } from 'zod';
import { Degraded, listOf, Money, Timestamp } from './common.js';

const text = (max: number) => z.string().trim().min(1).max(max);

/** The languages answers are written in. */
export const AnswerLanguage = z.enum(['en', 'zh']).meta({ id: 'AnswerLanguage' });
export type AnswerLanguage = z.infer<typeof AnswerLanguage>;

export const CheckSubject = z
  .object({
    company_name: text(300),
    country: text(120).meta({ description: 'Name or ISO 3166 code' }),
    registration_number: text(120).optional(),
    website: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    contacts: z.array(text(300)).max(20).default([]),
    notes: z.string().trim().max(4000).optional(),
  })
  .meta({ id: 'CheckSubject', examples: [{ company_name: 'Meridian Trade Partners Ltd', country: 'GB' }] });
export type CheckSubject = z.infer<typeof CheckSubject>;

/** Whether an answer is kept: shared by checks and reports. */
export const Store = z.boolean().default(true).meta({
  description:
    'Kept under its id, and finished even when the caller leaves. `false`: answered once, not kept, and given up when the caller leaves',
});

export const CheckRequest = CheckSubject.extend({
  language: AnswerLanguage.default('en').meta({ description: 'Of statements and narrative' }),
  store: Store,
}).meta({ id: 'CheckRequest', examples: [{ company_name: 'Meridian Trade Partners Ltd', country: 'GB' }] });
export type CheckRequest = z.infer<typeof CheckRequest>;

export const SignalCategory = z
  .enum(['registration', 'litigation', 'sanctions', 'adverse_news', 'trade_record', 'web_presence'])
  .meta({ id: 'SignalCategory' });
export type SignalCategory = z.infer<typeof SignalCategory>;

export const Severity = z.enum(['positive', 'info', 'low', 'medium', 'high', 'critical']).meta({ id: 'Severity' });
export type Severity = z.infer<typeof Severity>;

export const RiskLevel = z.enum(['low', 'medium', 'high', 'critical', 'unknown']).meta({ id: 'RiskLevel' });
export type RiskLevel = z.infer<typeof RiskLevel>;

export const Evidence = z
  .object({
    evidence_id: z.string(),
    url: z.string(),
    title: z.string(),
    snippet: z.string(),
    source: z.string().meta({ description: 'Host of the page' }),
    published_at: z.string().nullable(),
    relevance: z.number().min(0).max(1),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

export const Signal = z
  .object({
    category: SignalCategory,
    severity: Severity,
    statement: z.string(),
    evidence_ids: z.array(z.string()).min(1),
    quote: z.string().optional().meta({ description: 'Words of the evidence it rests on, verbatim' }),
    origin: z
      .enum(['llm', 'rule', 'watchlist'])
      .meta({ description: 'Who found it: the verified language model, a readable rule, or the watch-list' }),
  })
  .meta({ id: 'Signal' });
export type Signal = z.infer<typeof Signal>;

export const CallCost = z
  .object({ searches: z.int(), input_tokens: z.int(), output_tokens: z.int(), money: Money })
  .meta({ id: 'CallCost' });
export type CallCost = z.infer<typeof CallCost>;

/** A watch-list the company was compared with. */
export const ScreenedList = z
  .object({
    source: z.string(),
    version: z.string().meta({ description: 'SHA-256 of its files' }),
    imported_at: Timestamp,
  })
  .meta({ id: 'ScreenedList' });
export type ScreenedList = z.infer<typeof ScreenedList>;

export const Check = z
  .object({
    check_id: z.string(),
    subject: CheckSubject,
    language: AnswerLanguage.default('en'),
    risk_level: RiskLevel,
    signals: z.array(Signal),
    evidence: z.array(Evidence),
    watchlists: z.array(ScreenedList).default([]).meta({
      description: 'The watch-lists the company was compared with; empty when the operator has imported none',
    }),
    narrative: z.string().meta({ description: 'Empty when the language model was unavailable' }),
    dropped_claims: z.int().meta({ description: 'Claims of the model that rested on no evidence and were rejected' }),
    cost: CallCost,
    degraded: Degraded,
    duration_ms: z.int(),
    created_at: Timestamp,
  })
  .meta({ id: 'Check' });
export type Check = z.infer<typeof Check>;
export const CheckList = listOf(Check, 'CheckList');
