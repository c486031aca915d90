import { describe, expect, it } from '@jest/globals';
import { checkedSourceUrl, shownSource } from './source-url.js';

const open = { allowedHosts: ['*'], allowPrivate: false };
const listed = { allowedHosts: ['files.example.com', '*.aliyuncs.com'], allowPrivate: false };
const refusal = (link: string, rules = open): string => {
  try {
    checkedSourceUrl(link, rules);
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('checkedSourceUrl', () => {
  it.each([
    'http://127.0.0.1/x.pdf',
    'http://2130706433/x.pdf',
    'http://0x7f000001/x.pdf',
    'http://0177.0.0.1/x.pdf',
    'http://127.1/x.pdf',
    'http://[::1]/x.pdf',
    'http://[::ffff:127.0.0.1]/x.pdf',
    'http://[::ffff:a9fe:a9fe]/x.pdf',
    'http://169.254.169.254/latest/meta-data',
    'http://[fd00:ec2::254]/latest/meta-data',
    'http://100.100.100.200/latest/meta-data',
    'http://[64:ff9b::7f00:1]/x.pdf',
    'http://[2002:7f00:1::]/x.pdf',
    'http://[::7f00:1]/x.pdf',
    'http://[fe80::1]/x.pdf',
    'http://0/x.pdf',
    'http://１２７.0.0.1/x.pdf',
    'http://10.0.0.1:8080/x.pdf',
  ])('refuses %s, however the address is written', (link) => {
    expect(refusal(link)).toBe('source.forbidden_address');
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.com/x.pdf',
    'https://user:secret@example.com/x.pdf',
    'https://user@example.com/',
    'nonsense',
    'http://example.com:22/x.pdf',
    'https://example.com:25/x.pdf',
  ])('refuses %s as a link', (link) => {
    expect(refusal(link)).toBe('source.invalid_url');
  });

  it('holds the allow-list against look-alikes', () => {
    expect(refusal('https://files.example.com/a.pdf', listed)).toBe('accepted');
    expect(refusal('https://FILES.example.com./a.pdf', listed)).toBe('accepted');
    expect(refusal('https://bucket.oss-cn-hangzhou.aliyuncs.com/a.pdf', listed)).toBe('accepted');
    for (const host of [
      'evilaliyuncs.com',
      'aliyuncs.com',
      'aliyuncs.com.evil.com',
      'example.com',
      'a.files.example.com',
    ]) {
      expect(refusal(`https://${host}/a.pdf`, listed)).toBe('source.forbidden_host');
    }
  });

  it('shows a link without the signature in its query', () => {
    expect(shownSource(new URL('https://b.example.com/a.pdf?Signature=secret#p'))).toBe('https://b.example.com/a.pdf');
  });
});
