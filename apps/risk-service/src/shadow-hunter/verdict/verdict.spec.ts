import { describe, expect, it } from '@jest/globals';
import type { Severity, Signal, SignalCategory } from '@tradewind/contracts';
import { verdict } from './verdict.js';

const signal = (severity: Severity, category: SignalCategory = 'adverse_news'): Signal => ({
  category,
  severity,
  statement: 's',
  evidence_ids: ['ev_1'],
  origin: 'llm',
});
const of = (signals: Signal[], unsearched: SignalCategory[] = []) =>
  verdict({ signals, unsearched: new Set(unsearched) });

describe('verdict', () => {
  it.each([
    [
      'a critical signal among many good ones',
      [signal('positive'), signal('positive'), signal('critical')],
      'critical',
    ],
    ['a high signal', [signal('high'), signal('positive')], 'high'],
    [
      'three medium signals in two categories',
      [signal('medium'), signal('medium'), signal('medium', 'litigation')],
      'high',
    ],
    ['three medium signals in one category', [signal('medium'), signal('medium'), signal('medium')], 'medium'],
    ['a medium signal', [signal('medium')], 'medium'],
    ['three low signals', [signal('low'), signal('low'), signal('low')], 'medium'],
    ['two low signals', [signal('low'), signal('low')], 'low'],
    ['only good signals', [signal('positive', 'registration')], 'low'],
    ['no signal at all', [], 'unknown'],
  ])('calls %s by its rule', (_, signals, level) => {
    expect(of(signals)).toBe(level);
  });

  it('never calls a company low whose sanctions were not searched', () => {
    expect(of([signal('positive')], ['sanctions'])).toBe('unknown');
  });

  it('still warns when some searches failed', () => {
    expect(of([signal('high')], ['sanctions', 'litigation'])).toBe('high');
  });

  it('does not mind a failed search that decides nothing', () => {
    expect(of([signal('positive')], ['web_presence'])).toBe('low');
  });
});
