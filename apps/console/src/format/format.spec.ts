import { describe, expect, it } from '@jest/globals';
import { aboutMoney, duration, fileName, moment, money, webAddress } from './format.js';

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [999.7, '1 sec'],
    [2_440, '2.4 sec'],
    [61_000, '61 sec'],
    [180_000, '3 min'],
    [7_200_000, '2 hr'],
    [259_200_000, '3 days'],
  ])('says %s ms as "%s"', (ms, expected) => {
    expect(duration(ms, 'en')).toBe(expected);
  });

  it('speaks Chinese', () => {
    expect(duration(180_000, 'zh-CN')).toBe('3分钟');
  });
});

describe('money', () => {
  it.each([
    ['1234567.50', '1,234,567.50 USD'],
    ['0.000125', '0.000125 USD'],
    ['12', '12 USD'],
    ['123456789012.123456', '123,456,789,012.123456 USD'],
  ])('keeps every digit of %s', (amount, expected) => {
    expect(money({ amount, currency: 'USD' })).toBe(expected);
  });
});

describe('aboutMoney', () => {
  it.each([
    ['1234567.505', '1,234,567.51 USD'],
    ['0.946729', '0.95 USD'],
    ['0.006370', '0.0064 USD'],
    ['0', '0 USD'],
  ])('says %s as %s', (amount, expected) => {
    expect(aboutMoney({ amount, currency: 'USD' }, 'en-GB')).toBe(expected);
  });
});

describe('moment', () => {
  const now = new Date(2026, 10, 21, 12);
  it('leaves out the date of today and keeps any other', () => {
    expect(moment(new Date(2026, 10, 21, 9, 5, 7).toISOString(), 'en-GB', now)).toBe('09:05:07');
    expect(moment(new Date(2026, 10, 20, 9, 5).toISOString(), 'en-GB', now)).toBe('20 Nov 2026, 09:05');
  });
});

describe('fileName', () => {
  it.each([
    ['http://h/oss/catalogue-en.pdf?X-Signature=1', 'catalogue-en.pdf'],
    ['http://h/%E4%BB%B7%E7%9B%AE.pdf', '价目.pdf'],
    ['http://h/100%.pdf', '100%.pdf'],
    ['http://h/folder/', 'folder'],
  ])('of %s is %s', (url, expected) => {
    expect(fileName(url)).toBe(expected);
  });
});

describe('webAddress', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', ' https://h', 'ftp://h'])('never makes a link of %s', (url) => {
    expect(webAddress(url)).toBeUndefined();
  });

  it('keeps web addresses', () => {
    expect(webAddress('HTTPS://example.com/a')).toBe('HTTPS://example.com/a');
  });
});
