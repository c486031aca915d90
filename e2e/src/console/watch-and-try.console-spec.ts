import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Words } from '@tradewind/console/words';
import type { Browser, Page } from 'playwright-core';
import { call, product } from '../support/product.js';
import { resetDials, sampleUrl } from '../support/sandbox.js';
import { launch, Tab, wordsOf, type Language } from './browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await call('/load', { method: 'DELETE', baseUrl: product().sandboxUrl });
  await resetDials();
  await browser.close();
});

describe.each<[Language]>([['en'], ['zh']])('the console in %s', (language) => {
  const w: Words = wordsOf(language);
  let tab: Tab;
  let page: Page;

  beforeEach(async () => {
    tab = await Tab.open(browser, { language });
    page = tab.page;
  });
  afterEach(async () => {
    await tab.close();
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const answered = () => page.getByText(w.play.answered.split('{time}')[0] ?? '').waitFor();

  it('shows every process with its budgets, its stores and its last 15 minutes', async () => {
    await tab.goTo('#/live');
    for (const service of ['risk-service', 'catalog-service', 'catalog-worker']) {
      await page.getByRole('heading', { name: service, exact: true }).waitFor();
    }
    await page.getByRole('rowheader', { name: 'nexus-assess.llm' }).waitFor();
    await page.getByText(`${w.live.postgresql} ${w.live.store.up}`).first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language === 'zh' ? 'zh-Hans' : 'en');
  });

  it('takes a link to a PDF, follows its task and shows passages and products with their page', async () => {
    await tab.goTo('#/documents');
    await page.locator('#ingest-url').fill(sampleUrl(language === 'zh' ? 'catalogue-zh.pdf' : 'catalogue-en.pdf'));
    await press(w.documents.ingest);
    const file = language === 'zh' ? 'catalogue-zh.pdf' : 'catalogue-en.pdf';
    const task = page.getByRole('listitem').filter({ hasText: file }).first();
    await task.getByText(w.documents.status.succeeded, { exact: true }).waitFor();
    await page.locator('tbody th a').first().click();
    await page.getByRole('heading', { name: w.documents.passagesTitle, exact: true }).waitFor();
    await page.getByRole('heading', { name: w.documents.productsTitle, exact: true }).waitFor();
    await page.getByText(w.documents.page.replace('{page}', '1')).first().waitFor();
  });

  it('says in words why a document failed', async () => {
    await tab.goTo('#/documents');
    await page.locator('#ingest-url').fill(sampleUrl('encrypted.pdf'));
    await press(w.documents.ingest);
    await page.getByText(`${w.codes.document_encrypted}.`).first().waitFor();
  });

  it('finds products, explains them and shows the same request for curl', async () => {
    await tab.goTo('#/playground/search');
    await press(w.play.run);
    await answered();
    expect(await page.locator('article.product').count()).toBeGreaterThan(0);
    await page.getByText(w.play.curl).click();
    const command = await page.locator('pre').textContent();
    expect(command).toContain(`${product().edgeUrl}/deal-brain/search`);
    expect(command).not.toContain(product().apiKey);
  });

  it('recommends products for an inquiry', async () => {
    await tab.goTo('#/playground/recommend');
    await press(w.play.run);
    await answered();
    expect(await page.locator('article.product').count()).toBeGreaterThan(0);
  });

  it('answers from documents with numbered passages', async () => {
    await tab.goTo('#/playground/ask');
    await press(w.play.run);
    await answered();
    await page.getByRole('heading', { name: w.ask.passages, exact: true }).waitFor();
  });

  it('checks a company stage by stage and shows the evidence', async () => {
    await tab.goTo('#/playground/check');
    await press(w.play.run);
    await answered();
    await page.getByRole('heading', { name: w.check.evidence, exact: true }).waitFor();
    expect(await page.locator('ol.grid li').count()).toBeGreaterThan(0);
  });

  it('writes a risk report and shows it in a frame that cannot run anything', async () => {
    await tab.goTo('#/playground/report');
    await press(w.report.write);
    const frame = page.locator('iframe');
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).not.toMatch(/allow-(scripts|same-origin|forms)/);
    await page.frameLocator('iframe').locator('h1').first().waitFor();
  });

  it('chats with the gateway and counts the tokens', async () => {
    await tab.goTo('#/playground/chat');
    await page.getByRole('textbox', { name: w.chat.message }).fill('What does FOB mean in a contract?');
    await page.keyboard.press('Enter');
    await page
      .getByText(w.chat.usage.split('{input}').at(-1)?.split('{output}')[0]?.trim() || 'tokens')
      .first()
      .waitFor();
    expect((await page.locator('.turn.assistant').textContent())?.length).toBeGreaterThan(40);
  });

  it('lets a newcomer overload a downstream and see the queue refuse', async () => {
    await tab.goTo('#/lab');
    await press(w.lab.troubles.slowModel);
    await page.getByRole('slider', { name: w.lab.rate.replace('{rate}', '12') }).focus();
    await page.keyboard.press('End');
    await page.getByRole('slider', { name: w.lab.seconds.replace('{seconds}', '30') }).focus();
    await page.keyboard.press('Home');
    await press(w.lab.start);
    const refused = page.locator('dl div').filter({ hasText: w.lab.outcomes.refused }).locator('dd');
    await refused.filter({ hasNotText: /^0$/ }).waitFor();
    await page.getByText(w.live.pressure.overloaded).first().waitFor();
    await call('/load', { method: 'DELETE', baseUrl: product().sandboxUrl });
    await resetDials();
  });
});
