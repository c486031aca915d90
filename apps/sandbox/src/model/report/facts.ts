import { z } from 'zod';

const Named = z.union([
  z.string(),
  z.looseObject({ name: z.string().nullish(), company_name: z.string().nullish(), country: z.string().nullish() }),
]);

const Money = z.looseObject({ amount: z.union([z.string(), z.number()]), currency: z.string() });

const Factor = z.looseObject({
  label: z.string().nullish(),
  factor: z.string().nullish(),
  risk: z.number().nullish(),
  weight: z.number().nullish(),
  reason: z.string().nullish(),
});
export type Factor = z.infer<typeof Factor>;

const Signal = z.looseObject({
  category: z.string(),
  severity: z.string(),
  statement: z.string(),
  evidence_ids: z.array(z.string()).nullish(),
});
export type Signal = z.infer<typeof Signal>;

const Order = z.looseObject({
  value: Money.nullish().catch(null),
  payment_terms: z.string().nullish(),
  goods: z.string().nullish(),
  route: z.looseObject({ from: z.string(), to: z.string() }).nullish().catch(null),
});

/** The facts of a report as far as the stand-in knows them; each may be missing or of another form. */
export const ReportFacts = z.looseObject({
  company: Named.nullish().catch(null),
  buyer_country: z.string().nullish().catch(null),
  score: z.number().nullish().catch(null),
  risk_level: z.string().nullish().catch(null),
  factors: z.array(Factor).nullish().catch(null),
  signals: z.array(Signal).nullish().catch(null),
  order: Order.nullish().catch(null),
  mitigations: z.array(z.string()).nullish().catch(null),
  not_completed: z.array(z.string()).nullish().catch(null),
});
export type ReportFacts = z.infer<typeof ReportFacts>;

export function companyOf(facts: ReportFacts): { name: string | null; country: string | null } {
  const { company } = facts;
  if (typeof company === 'string') return { name: company, country: facts.buyer_country ?? null };
  return {
    name: company?.name ?? company?.company_name ?? null,
    country: company?.country ?? facts.buyer_country ?? null,
  };
}

/** The factors that push the score up most: risk times weight, the worst first. */
export function heaviest(factors: readonly Factor[], count: number): Factor[] {
  return [...factors].sort((a, b) => (b.risk ?? 0) * (b.weight ?? 1) - (a.risk ?? 0) * (a.weight ?? 1)).slice(0, count);
}

const knownKeys = new Set([...Object.keys(ReportFacts.shape), 'evidence', 'narrative']);

/** Facts nobody told the stand-in about, as label and value, so that they are not left out. */
export function otherFacts(facts: ReportFacts): [string, string][] {
  return Object.entries(facts).flatMap(([key, value]): [string, string][] =>
    knownKeys.has(key) || value === null || typeof value === 'object'
      ? []
      : [[key.replaceAll('_', ' '), String(value)]],
  );
}
