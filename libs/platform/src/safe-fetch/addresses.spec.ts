import { describe, expect, it } from '@jest/globals';
import { isAllowedAddress } from './addresses.js';

const PUBLIC = ['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111', '172.32.0.1', '100.128.0.1'];
const PRIVATE = ['127.0.0.1', '127.255.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', '::1', 'fd00::1'];
const NEVER = [
  '0.0.0.0',
  '169.254.169.254',
  '100.100.100.200',
  '224.0.0.1',
  '255.255.255.255',
  '192.0.2.1',
  '::',
  'fe80::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'example.com',
  '',
];

describe('isAllowedAddress', () => {
  it.each(PUBLIC)('lets a file come from public address %s', (address) => {
    expect(isAllowedAddress(address, { allowPrivate: false })).toBe(true);
  });

  it.each(PRIVATE)('lets a file come from %s only where private addresses are allowed', (address) => {
    expect(isAllowedAddress(address, { allowPrivate: false })).toBe(false);
    expect(isAllowedAddress(address, { allowPrivate: true })).toBe(true);
  });

  it.each(NEVER)('never lets a file come from "%s"', (address) => {
    expect(isAllowedAddress(address, { allowPrivate: true })).toBe(false);
    expect(isAllowedAddress(address, { allowPrivate: false })).toBe(false);
  });
});
