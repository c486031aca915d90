import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pieces } from './pieces.js';

describe('pieces', () => {
  it('marks what was looked for, whatever its case', () => {
    expect(pieces('The km-WG210 stove (KM-WG210)', ['KM-WG210'])).toEqual([
      { text: 'The ', match: false },
      { text: 'km-WG210', match: true },
      { text: ' stove (', match: false },
      { text: 'KM-WG210', match: true },
      { text: ')', match: false },
    ]);
    expect(pieces('青岚龙泉青瓷盖碗', ['青瓷'])).toContainEqual({ text: '青瓷', match: true });
  });

  it('gives the text back when joined, whatever is looked for in whatever text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 3 }), (text, needles) => {
        expect(
          pieces(text, needles)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
