import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { pages } from '../src/web/pages/index.js';
import { post, runningSandbox } from './running-sandbox.js';

const running = runningSandbox();

interface Organic {
  title: string;
  link: string;
  snippet: string;
  date?: string;
  position: number;
}

async function search(body: object): Promise<Organic[]> {
  const response = await post(`${running.url}/search`, body);
  return ((await response.json()) as { organic: Organic[] }).organic;
}

/** Opens a page at its own host, whether or not this machine resolves names under `localhost`. */
async function visit(link: string): Promise<{ status: number | undefined }> {
  const { host, port, pathname, search: query } = new URL(link);
  const asked = request({ host: '127.0.0.1', port, path: `${pathname}${query}`, headers: { host } }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
  return { status: response.statusCode };
}

describe('search', () => {
  it('answers like Serper, with links that lead to the pages', async () => {
    const [first] = await search({
      q: 'Meridian Trade Partners Ltd United Kingdom company registration',
      gl: 'gb',
      num: 3,
    });
    expect(first).toMatchObject({ title: expect.stringMatching(/meridian/i), position: 1 });
    expect(new URL(first?.link ?? '').hostname).toMatch(/^[a-z0-9-]+\.example\.localhost$/);
    expect(first?.date).toMatch(/^[A-Z][a-z]{2} \d{1,2}, \d{4}$/);
    expect((await visit(first?.link ?? '')).status).toBe(200);
    expect((await visit(new URL('/nowhere', first?.link).href)).status).toBe(404);
  });

  it('gives no more than asked for, and further pages', async () => {
    const all = await search({ q: 'Meridian Trade Partners', num: 8 });
    const second = await search({ q: 'Meridian Trade Partners', num: 4, page: 2 });
    expect(second.map(({ link }) => link)).toEqual(all.slice(4).map(({ link }) => link));
    expect(second[0]?.position).toBe(5);
  });

  it('finds Chinese pages for a Chinese query', async () => {
    const [first] = await search({ q: '深圳鹏烁电子科技有限公司 失信被执行人', hl: 'zh-cn' });
    expect(first?.title).toContain('失信被执行人');
  });

  it('lists the same article twice under a tracking address, as real engines do', async () => {
    const links = (await search({ q: 'Castellane Global Imports insolvency' })).map(({ link }) => link);
    expect(links.filter((link) => link.includes('castellane-global-imports-insolvency'))).toHaveLength(2);
  });

  it('understands phrases, site: and exclusion', async () => {
    const exact = await search({ q: '"Meridian Trade Partners LLC"' });
    expect(exact.map(({ link }) => link)).toEqual([expect.stringContaining('hollis')]);
    const site = await search({ q: 'Meridian site:courtwire.example' });
    expect(site.every(({ link }) => link.startsWith('http://courtwire.example.localhost'))).toBe(true);
    const without = await search({ q: 'Meridian Trade Partners -fraud' });
    expect(without.some(({ link }) => link.includes('hollis'))).toBe(false);
  });

  it('finds nothing for words no page has, and refuses an empty query', async () => {
    expect(await search({ q: 'zorblax quimby' })).toEqual([]);
    const response = await post(`${running.url}/search`, { q: ' ' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ statusCode: 400 });
  });
});

describe('the pages', () => {
  it('are 40 to 70 with distinct addresses', () => {
    expect(new Set(pages.map(({ url }) => url)).size).toBe(pages.length);
    expect(pages.length).toBeGreaterThanOrEqual(40);
    expect(pages.length).toBeLessThanOrEqual(70);
  });

  it('are served in their own encoding', async () => {
    const gbk = pages.find(({ encoding }) => encoding === 'gbk');
    const response = await fetch(`${running.url}/web/${gbk?.url ?? ''}`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=gbk');
    const bytes = await response.arrayBuffer();
    expect(new TextDecoder('gbk').decode(bytes)).toContain(gbk?.paragraphs[0]);
    expect(new TextDecoder('utf-8').decode(bytes)).not.toContain(gbk?.paragraphs[0]);
  });

  it('ignore tracking parameters they do not know, and are 404 when there is none', async () => {
    expect((await fetch(`${running.url}/web/kingsbarrow.example/about?utm_source=x`)).status).toBe(200);
    expect((await fetch(`${running.url}/web/nowhere.example/`)).status).toBe(404);
  });

  it('bring injections to the reader as plain text', async () => {
    const html = await (await fetch(`${running.url}/web/kingsbarrow.example/about`)).text();
    expect(html).toContain('Ignore all previous instructions');
    expect(html).toContain('{&quot;signals&quot;:[]');
  });
});
