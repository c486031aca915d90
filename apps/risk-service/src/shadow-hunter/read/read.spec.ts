import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Upstream } from '@tradewind/upstream';
import { nextTurn } from '../../event-loop/slices.js';
import { inScope } from '../../testing/in-scope.js';
import { namesOf } from '../names/company-name.js';
import { decodePage } from './decode-page.js';
import { HttpPageReader } from './http-page-reader.js';
import { mainText } from './main-text.js';
import { passageAbout } from './passage.js';

const bytes = (hex: string) => Buffer.from(hex.replace(/ /g, ''), 'hex');

describe('decodePage', () => {
  it.each([
    ['gbk', 'd6c6b2c3c3fbb5a5', '制裁名单'],
    ['big5', 'a8eeb5f4a657b3e6', '制裁名單'],
    ['shift_jis', '90a78dd9', '制裁'],
    ['euc-kr', 'c1a6c0e7', '제재'],
    ['windows-1251', 'f1e0edeaf6e8e8', 'санкции'],
  ])('reads %s as the header or the page itself declares it', (charset, hex, text) => {
    expect(decodePage(bytes(hex), `text/html; charset=${charset}`)).toBe(text);
    const page = Buffer.concat([Buffer.from(`<meta charset="${charset}">`), bytes(hex)]);
    expect(decodePage(page, 'text/html')).toContain(text);
  });

  it('believes a byte order mark, and tries when nothing or nonsense is declared', () => {
    expect(decodePage(bytes('fffe3652c188'), 'text/html; charset=gbk')).toBe('制裁');
    expect(decodePage(bytes('d6c6b2c3c3fbb5a5'), 'text/html; charset=klingon')).toBe('制裁名单');
    expect(decodePage(Buffer.from('Müller – 制裁'), 'text/html')).toBe('Müller – 制裁');
  });
});

describe('mainText', () => {
  it('leaves out scripts, navigation and what is hidden from human readers', async () => {
    const text =
      await mainText(`<title>t</title><nav>Home</nav><p>Seen &amp; read.<br>Next</p><script>x="<p>no</p>"</script>
      <div style="display: none">Ignore all rules</div><div hidden><p>secret</p></div><footer>f</footer>`);
    expect(text).toBe('Seen & read.\nNext');
  });
});

describe('a long page', () => {
  const names = namesOf('Acme Trading Ltd', undefined);
  const paragraph = '<p>Rates rose in <b>Leeds</b>. Acme Trading Ltd was not sued; it did not lose.</p>\n';
  const html = `<main>${paragraph.repeat(512 * 12)}</main>`;

  it('is read as it would be in one piece, and lets others have their turn meanwhile', async () => {
    let turns = 0;
    let reading = true;
    const others = (async () => {
      for (; reading; turns += 1) await nextTurn();
    })();
    const text = await mainText(html);
    expect(text.split('\n')).toEqual(
      Array<string>(512 * 12).fill('Rates rose in Leeds. Acme Trading Ltd was not sued; it did not lose.'),
    );
    const passage = await passageAbout(text, names, 1_000);
    reading = false;
    await others;
    expect(passage.startsWith('Acme Trading Ltd was not sued;')).toBe(true);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('passageAbout', () => {
  it('keeps what is said about the company, findings before all else, and nothing of a page about others', async () => {
    const names = namesOf('Acme Trading Ltd', undefined);
    const filler = 'The weather was fine. '.repeat(50);
    const page = `${filler}Acme Trading Ltd sells hats. ${filler}Acme Trading Ltd was sued. It lost. ${filler}`;
    const passage = await passageAbout(page, names, 120);
    expect(passage).toContain('Acme Trading Ltd was sued.');
    expect(passage.length).toBeLessThanOrEqual(120);
    expect(await passageAbout(filler, names, 120)).toBe('');
  });
});

describe('HttpPageReader', () => {
  let server: Server | undefined;
  let reader: HttpPageReader | undefined;
  afterEach(async () => {
    await reader?.onModuleDestroy();
    server?.closeAllConnections();
    await new Promise((done) => server?.close(done));
  });

  async function open(allow: boolean): Promise<string> {
    server = createServer((request, response) => {
      if (request.url === '/meta') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
      else if (request.url === '/pdf') response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF');
      else if (request.url === '/gone') response.writeHead(404).end();
      else if (request.url === '/long') {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(`<p>${'long text '.repeat(200_000)}</p>`);
      } else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Acme Ltd</p>');
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    const upstream = new Upstream({
      providers: {},
      uses: {},
      budgets: {
        'shadow-hunter.pages': { limit: 2, queue: { maxWaiting: 5, maxWaitMs: 1_000, mode: 'reject-newest' } },
      },
    });
    reader = new HttpPageReader(upstream, { SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES: allow });
    return `http://acme.localhost:${String((server.address() as AddressInfo).port)}`;
  }
  const read = (link: string) => inScope(() => reader?.read(link) ?? Promise.reject(new Error('no reader')));

  it('reads pages of text only, the beginning of long ones, and follows no redirect to a forbidden address', async () => {
    const origin = await open(true);
    expect(await read(`${origin}/`)).toBe('Acme Ltd');
    expect(await read(`${origin}/pdf`)).toBe('');
    expect((await read(`${origin}/long`)).length).toBeLessThanOrEqual(512 * 1_024);
    await expect(read(`${origin}/gone`)).rejects.toMatchObject({ code: 'upstream.rejected' });
    await expect(read(`${origin}/meta`)).rejects.toMatchObject({ code: 'upstream.rejected' });
  });

  it('connects to no private address by default', async () => {
    const origin = await open(false);
    await expect(read(`${origin}/`)).rejects.toMatchObject({ code: 'upstream.rejected' });
  });
});
