import type { RiskLevel, Severity } from '@tradewind/contracts';

/** Dark enough on white for text (WCAG AA) and different in brightness, so that they survive a grey printer. */
export const LEVEL_COLOURS: Readonly<Record<RiskLevel, string>> = {
  low: '#1f7a4d',
  medium: '#a86a00',
  high: '#c2410c',
  critical: '#8f1022',
  unknown: '#55606e',
};

export const SEVERITY_COLOURS: Readonly<Record<Severity, string>> = {
  positive: LEVEL_COLOURS.low,
  info: LEVEL_COLOURS.unknown,
  low: '#5c7a1f',
  medium: LEVEL_COLOURS.medium,
  high: LEVEL_COLOURS.high,
  critical: LEVEL_COLOURS.critical,
};
