import { describe, expect, it } from '@jest/globals';
import { stem } from './stem.js';

describe('stem', () => {
  it.each([
    ['bottles', 'bottle'],
    ['batteries', 'battery'],
    ['insulated', 'insulating'],
    ['hermetica', 'hermeticos'],
    ['inoxidables', 'inoxidable'],
    ['tornillos', 'tornillo'],
    ['termicas', 'termico'],
    ['magnetico', 'magnetic'],
    ['photos', 'photo'],
  ])('gives %s and %s one root', (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });

  it.each([
    ['glass', 'glasa'],
    ['case', 'casa'],
    ['lamp', 'lapm'],
    ['pump', 'puma'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });

  it('leaves other scripts and short words alone', () => {
    expect(['термосы', 'ml', '保温杯'].map(stem)).toEqual(['термосы', 'ml', '保温杯']);
  });
});
