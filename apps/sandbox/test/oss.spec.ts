import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { runningSandbox } from './running-sandbox.js';

const running = runningSandbox();
const get = (key: string, init?: RequestInit) => fetch(`${running.url}/oss/${key}`, init);

describe('the object storage', () => {
  it('serves a file with type, length and ETag, and answers 304 to the same ETag', async () => {
    const response = await get('catalogue-en.pdf');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
    expect((await get('catalogue-en.pdf', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('ignores a pre-signed query', async () => {
    expect((await get('spec-sheet.pdf?X-Amz-Signature=abc&Expires=1')).status).toBe(200);
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await get('price-list.pdf', { method: 'HEAD' });
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(1000);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it.each([
    ['bytes=0-4', 206, '%PDF-'],
    ['bytes=-6', 206, '%%EOF\n'],
  ])('serves the range %s', async (range, status, text) => {
    const response = await get('price-list-zh.pdf', { headers: { range } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range')).toMatch(/^bytes \d+-\d+\/\d+$/);
    expect(await response.text()).toBe(text);
  });

  it('refuses a range behind the end', async () => {
    const response = await get('price-list.pdf', { headers: { range: 'bytes=99999999-' } });
    expect(response.status).toBe(416);
    expect(await response.text()).toContain('<Code>InvalidRange</Code>');
  });

  it.each(['missing.pdf', '..%2f..%2fpackage.json', 'a/b.pdf'])('says NoSuchKey in XML for %s', async (key) => {
    const response = await get(key);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/xml');
    expect(await response.text()).toContain('<Code>NoSuchKey</Code>');
  });

  it('serves an empty file and one that is no PDF', async () => {
    expect((await (await get('empty.pdf')).arrayBuffer()).byteLength).toBe(0);
    expect(await (await get('not-a-pdf.pdf')).text()).toContain('403 Forbidden');
  });
});
