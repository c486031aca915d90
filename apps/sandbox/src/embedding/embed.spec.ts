import { describe, expect, it } from '@jest/globals';
import { embed } from './embed.js';

const similarity = (a: string, b: string) => {
  const [x, y] = [embed(a, 384), embed(b, 384)];
  return x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
};

describe('embed', () => {
  it('gives the same unit vector for the same text', () => {
    const vector = embed('Stainless steel vacuum flask', 384);
    expect(vector).toEqual(embed('Stainless steel vacuum flask', 384));
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('gives a unit vector even for a text without a word', () => {
    expect(Math.hypot(...embed('…', 16))).toBe(1);
  });

  it('folds case, width and accents', () => {
    expect(similarity('ＴＥＲＭＯ Sartén', 'termo sarten')).toBeCloseTo(1, 5);
  });

  it('puts a text nearer to its subject than to another one', () => {
    expect(similarity('insulated bottle 500 ml', 'stainless steel vacuum flask 500 ml')).toBeGreaterThan(
      similarity('insulated bottle 500 ml', 'hex bolt M8 zinc plated') + 0.2,
    );
  });

  it.each([
    ['不锈钢保温杯', 'stainless steel vacuum flask', 'cotton bath towel'],
    ['太阳能路灯', 'solar street light', 'submersible water pump'],
    ['bomba sumergible', 'submersible water pump', 'solar street light'],
    ['taladro inalámbrico', '充电式手电钻', '纯棉浴巾'],
  ])('finds %s beside %s over languages', (query, same, other) => {
    expect(similarity(query, same)).toBeGreaterThan(similarity(query, other) + 0.15);
  });

  it('forgives a typing mistake', () => {
    expect(similarity('vacum flask', 'vacuum flask')).toBeGreaterThan(similarity('vacum flask', 'angle grinder') + 0.3);
  });
});
