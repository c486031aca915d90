import { describe, expect, it } from '@jest/globals';
import { pasted, toBody, toDraft } from './words-draft.js';

const BODY = { words: [{ pattern: '军火', action: 'block' as const, applies_to: 'input' as const }] };

describe('the draft of the words', () => {
  it('comes back as the body it was made from', () => {
    expect(toBody(toDraft(BODY))).toEqual(BODY);
  });

  it('takes a pasted list line by line, without what is there already and without doubles', () => {
    const rows = pasted('  weapons \r\n军火\n\nweapons\n走私', BODY.words, 'mask');
    expect(rows.map(({ pattern, action }) => [pattern, action])).toEqual([
      ['weapons', 'mask'],
      ['走私', 'mask'],
    ]);
  });
});
