import { describe, expect, it } from '@jest/globals';
import { isPartNumber } from './part-number.js';

describe('isPartNumber', () => {
  it.each(['SC-141', 'sc141', ' TW-500_X2 ', 'VFL-10', 'KL202M', 'MD-l013', 'ＳＣ－１４１'])(
    'recognises %s',
    (query) => {
      expect(isPartNumber(query)).toBe(true);
    },
  );

  it.each(['flask', '141', '500ml', '40w', '2.5kg', 'SC-141 flask', '保温杯SC-141', 'double-wall', ''])(
    'leaves "%s" to ranking',
    (query) => {
      expect(isPartNumber(query)).toBe(false);
    },
  );
});
