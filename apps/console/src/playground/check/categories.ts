import type { Severity, SignalCategory } from '@tradewind/contracts';

export const CATEGORIES = [
  'registration',
  'litigation',
  'sanctions',
  'adverse_news',
  'trade_record',
  'web_presence',
] as const satisfies readonly SignalCategory[];

/** The tint of a severity. */
export const TONES: Record<Severity, 'default' | 'success' | 'info' | 'warning' | 'error'> = {
  positive: 'success',
  info: 'default',
  low: 'info',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};
