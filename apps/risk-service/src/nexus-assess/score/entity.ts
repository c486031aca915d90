import type { Check, RiskLevel, Severity } from '@tradewind/contracts';
import type { FactorFinding } from './factor.js';
import { FLOORS } from './score-model.js';

/** Where the level of the check puts the buyer. "unknown" is in the middle: ignorance is not a good record. */
const BASE: Readonly<Record<RiskLevel, number>> = { low: 10, unknown: 50, medium: 45, high: 75, critical: 95 };
/** Each further signal moves it this far. */
const STEP: Readonly<Record<Severity, number>> = { positive: -3, info: 0, low: 2, medium: 4, high: 6, critical: 6 };
/** Many good signals must not make a bad one good: the signals together move it no further than this. */
const MOVE_AT_MOST = 10;

const LEVEL_FLOORS: Readonly<Partial<Record<RiskLevel, number>>> = {
  critical: FLOORS.criticalEntity,
  high: FLOORS.highEntity,
  unknown: FLOORS.unknownEntity,
};

const WORDS = {
  low: { en: 'nothing of weight was found against the buyer', zh: '未发现对买方不利的重大信息' },
  medium: { en: 'there are findings that call for care', zh: '发现需要谨慎对待的信息' },
  high: { en: 'there are serious findings', zh: '发现严重问题' },
  critical: { en: 'there are findings that speak against any business', zh: '发现足以否决交易的问题' },
  unknown: { en: 'too little is known about the buyer', zh: '对买方了解过少' },
} as const;

/** The buyer itself, as the background check found it. */
export function entityRisk(check: Check): FactorFinding {
  const move = check.signals.reduce((sum, signal) => sum + STEP[signal.severity], 0);
  const risk = BASE[check.risk_level] + Math.max(-MOVE_AT_MOST, Math.min(MOVE_AT_MOST, move));
  const bad = check.signals.filter((signal) => STEP[signal.severity] > 0);
  const words = WORDS[check.risk_level];
  const floor = floorOf(check);
  return {
    risk: Math.max(0, Math.min(100, risk)),
    reason: {
      en: `Background check: ${words.en} (${String(bad.length)} adverse, ${String(check.signals.length - bad.length)} other signals).`,
      zh: `背景调查：${words.zh}（负面信号 ${String(bad.length)} 条，其他信号 ${String(check.signals.length - bad.length)} 条）。`,
    },
    evidenceIds: [...new Set((bad.length > 0 ? bad : check.signals).flatMap((signal) => signal.evidence_ids))],
    ...(floor !== undefined && { floor }),
  };
}

function floorOf(check: Check): number | undefined {
  const sanctioned = check.signals.some((signal) => signal.category === 'sanctions' && signal.severity === 'critical');
  return sanctioned ? FLOORS.prohibited : LEVEL_FLOORS[check.risk_level];
}
