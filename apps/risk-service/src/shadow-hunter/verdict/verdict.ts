import type { RiskLevel, Severity, Signal, SignalCategory } from '@tradewind/contracts';

/** What the verdict is drawn from. */
export interface Findings {
  readonly signals: readonly Signal[];
  /** Categories of which no search was answered. */
  readonly unsearched: ReadonlySet<SignalCategory>;
}

/** A risk level and the condition for it. The first rule that holds decides. */
interface VerdictRule {
  readonly level: RiskLevel;
  readonly why: string;
  readonly holds: (findings: Findings) => boolean;
}

/** Without these nothing may be called low: what was not looked for was not ruled out. */
const DECISIVE: readonly SignalCategory[] = ['sanctions', 'litigation', 'adverse_news'];

export const VERDICT_RULES: readonly VerdictRule[] = [
  { level: 'critical', why: 'at least one critical signal', holds: (f) => count(f, 'critical') >= 1 },
  { level: 'high', why: 'at least one high signal', holds: (f) => count(f, 'high') >= 1 },
  {
    level: 'high',
    why: 'at least three medium signals in two or more categories',
    holds: (f) => count(f, 'medium') >= 3 && categories(f, 'medium') >= 2,
  },
  { level: 'medium', why: 'at least one medium signal', holds: (f) => count(f, 'medium') >= 1 },
  { level: 'medium', why: 'at least three low signals', holds: (f) => count(f, 'low') >= 3 },
  {
    level: 'unknown',
    why: 'sanctions, litigation or adverse news could not be searched',
    holds: (f) => DECISIVE.some((category) => f.unsearched.has(category)),
  },
  { level: 'unknown', why: 'nothing is known about the company', holds: (f) => f.signals.length === 0 },
  {
    level: 'low',
    why: 'something is known about the company and nothing of weight speaks against it',
    holds: () => true,
  },
];

/** The risk level of a company, by rules alone: the language model supplies signals, never the verdict. */
export function verdict(findings: Findings): RiskLevel {
  return VERDICT_RULES.find((rule) => rule.holds(findings))?.level ?? 'unknown';
}

function count(findings: Findings, severity: Severity): number {
  return findings.signals.filter((signal) => signal.severity === severity).length;
}

function categories(findings: Findings, severity: Severity): number {
  const matching = findings.signals.filter((signal) => signal.severity === severity);
  return new Set(matching.map((signal) => signal.category)).size;
}
