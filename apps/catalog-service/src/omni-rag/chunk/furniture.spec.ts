import { describe, expect, it } from '@jest/globals';
import { Furniture } from './furniture.js';

describe('Furniture', () => {
  const furniture = new Furniture();
  for (const page of [1, 2, 3, 4]) {
    const lines = [
      'ACME Ltd. – price list',
      `Model A-${String(page)}`,
      'Item\tName\tPrice',
      'body',
      'ACME Ltd., Harbour Road',
      `${String(page)} / 4`,
    ];
    furniture.observe({ page, text: lines.join('\n') });
  }

  it('knows a line that pages repeat, whatever number it gives the page, and leaves it where it stands first', () => {
    expect(furniture.isRunning('ACME Ltd. – price list', 1)).toBe(false);
    expect(furniture.isRunning('ACME Ltd. – price list', 2)).toBe(true);
    expect(furniture.isRunning('3 / 4', 3)).toBe(true);
  });

  it('takes neither a model number nor a table nor the body for one', () => {
    expect(furniture.isRunning('Model A-3', 3)).toBe(false);
    expect(furniture.isRunning('Item\tName\tPrice', 3)).toBe(false);
    expect(furniture.isRunning('body', 3)).toBe(false);
  });

  it('does not judge by two pages', () => {
    const two = new Furniture();
    for (const page of [1, 2]) two.observe({ page, text: 'same' });
    expect(two.isRunning('same', 2)).toBe(false);
  });
});
