import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { adminKey, product } from '../support/product.js';
import { launch, seriousFindings, Tab, wordsOf } from './browser.js';

const PAGES = [
  'live',
  'usage',
  'servers',
  'servers/routes',
  'limits',
  'apps',
  'prices',
  'words',
  'documents',
  'playground/search',
  'playground/recommend',
  'playground/ask',
  'playground/check',
  'playground/report',
  'playground/chat',
  'lab',
];
const w = wordsOf('en');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('everybody can use it', () => {
  it.each([
    ['light, on a desk', { dark: false, phone: false }],
    ['dark, on a phone, in Chinese', { dark: true, phone: true, language: 'zh' as const }],
  ])('no page has a serious finding of axe: %s', async (_how, options) => {
    const tab = await Tab.open(browser, options);
    const found: string[] = [];
    for (const name of PAGES) {
      const page = await tab.goTo(`#/${name}`);
      await page.locator('.n-skeleton').first().waitFor({ state: 'detached' });
      for (const finding of await seriousFindings(page)) found.push(`${name}: ${finding}`);
      const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (Number(wider) > 0) found.push(`${name}: is ${String(wider)} px wider than the screen`);
    }
    expect(found).toEqual([]);
    await tab.close();
  });

  it('works with the keyboard alone: keys typed, a page chosen, products found', async () => {
    const tab = await Tab.open(browser, { keys: false });
    const page = await tab.goTo('#/playground/search');
    const focus = async (wanted: string) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(
          '(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "").trim() + "#" + document.activeElement?.id',
        );
        if (String(here).startsWith(wanted) || String(here).endsWith(`#${wanted}`)) return;
      }
      throw new Error(`Tab never came to ${wanted}`);
    };
    await focus(w.keys.enter);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await focus('key-tenant');
    await page.keyboard.type(product().apiKey);
    await page.keyboard.press('Enter');
    await focus('search-query');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('vacuum flask');
    await page.keyboard.press('Enter');
    await page.locator('article.product').first().waitFor();
    await tab.close();
  });
});

describe('what is secret stays so', () => {
  it('keeps keys in the tab alone: neither in an address, nor in storage that outlives it', async () => {
    const tab = await Tab.open(browser, { keys: false });
    const addresses: string[] = [];
    tab.page.on('request', (request) => addresses.push(request.url()));
    const page = await tab.goTo('#/live');
    await page.getByRole('button', { name: w.keys.enter }).click();
    await page.locator('#key-admin').fill(adminKey());
    await page.locator('#key-tenant').fill(product().apiKey);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'risk-service' }).waitFor();
    const kept = String(await page.evaluate('JSON.stringify(localStorage) + document.cookie + location.href'));
    for (const secret of [adminKey(), product().apiKey]) {
      expect(kept).not.toContain(secret);
      expect(addresses.filter((address) => address.includes(secret))).toEqual([]);
    }
    await tab.close();
  });

  it('says what is wrong with a wrong admin key, and shows nothing', async () => {
    const tab = await Tab.open(browser, { keys: false });
    const page = await tab.goTo('#/live');
    await page.getByRole('button', { name: w.keys.enter }).click();
    await page.locator('#key-admin').fill('not-the-admin-key');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(w.codes.auth_invalid_key).waitFor();
    await tab.close(/401/);
  });
});

describe('the content policy', () => {
  it('lets no inline script run, and the first page is at most 300 kB', async () => {
    const tab = await Tab.open(browser);
    let bytes = 0;
    const sizes: Promise<void>[] = [];
    tab.page.on('response', (response) => {
      if (!response.url().includes('/console')) return;
      sizes.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => void (bytes += responseBodySize)),
      );
    });
    const page = await tab.goTo('#/live');
    await page.locator('canvas').first().waitFor();
    await Promise.all(sizes);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(300 * 1024);

    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'globalThis.ranInline = true';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="globalThis.ranInline = true">');
    }`);
    await page.waitForTimeout(200);
    expect(await page.evaluate('globalThis.ranInline')).toBeUndefined();
    await tab.close(/Content Security Policy|data:,|ERR_INVALID_URL/);
  });

  it('shows markup in answers as text', async () => {
    const tab = await Tab.open(browser);
    const page = await tab.goTo('#/playground/chat');
    const markup = '<img src=x onerror="globalThis.ran = 1"><b>bold</b>';
    await tab.page.route('**/v1/chat/completions', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        body: `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: markup } }] })}\n\ndata: [DONE]\n\n`,
      }),
    );
    await page.getByRole('textbox', { name: w.chat.message }).fill('hello');
    await page.keyboard.press('Enter');
    await page.locator('.turn.assistant .bubble').getByText(markup).waitFor();
    expect(await page.locator('.bubble :is(img, b)').count()).toBe(0);
    await tab.close();
  });
});
