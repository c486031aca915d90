import { describe, expect, it } from '@jest/globals';
import { respell } from './look-up.js';

describe('respell', () => {
  it('corrects whole words, whatever their case, and leaves the rest as it is written', () => {
    const corrections = new Map([
      ['vaccum', 'vacuum'],
      ['botle', 'bottle'],
    ]);
    expect(respell('Vaccum botle, SC-141 不锈钢 vaccums', corrections)).toBe('vacuum bottle, SC-141 不锈钢 vaccums');
  });
});
