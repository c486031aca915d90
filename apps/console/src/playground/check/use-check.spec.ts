import { describe, expect, it } from '@jest/globals';
import { newProgress, takeIn } from './use-check.js';

const event = (name: string, data: unknown) => ({ event: name, data: JSON.stringify(data), id: undefined });

describe('the progress of a check', () => {
  it('gathers stages, counts, searched categories and evidence as they come, and ends with the result', () => {
    const progress = newProgress();
    takeIn(progress, event('stage', { stage: 'planning', counts: { searches: 6 } }));
    takeIn(progress, event('stage', { stage: 'searching', counts: { results: 3 }, category: 'sanctions' }));
    takeIn(progress, event('stage', { stage: 'searching', counts: { failed: 1 }, category: 'sanctions' }));
    takeIn(progress, event('evidence', { evidence_id: 'e1' }));
    expect(progress).toEqual({
      stage: 'searching',
      counts: { planning: { searches: 6 }, searching: { results: 3, failed: 1 } },
      searched: ['sanctions'],
      evidence: [{ evidence_id: 'e1' }],
    });
    expect(takeIn(progress, event('result', { check_id: 'chk_1' }))).toEqual({ check_id: 'chk_1' });
  });

  it('is not confused by events and stages of a newer service', () => {
    const progress = newProgress();
    expect(takeIn(progress, event('hint', { text: 'x' }))).toBeUndefined();
    expect(takeIn(progress, event('stage', { stage: 'dreaming' }))).toBeUndefined();
    expect(progress.stage).toBeUndefined();
  });
});
