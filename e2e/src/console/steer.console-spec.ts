import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Words } from '@tradewind/console/words';
import type { Browser, Page } from 'playwright-core';
import { launch, Tab, wordsOf, type Language } from './browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each<[Language]>([['en'], ['zh']])('steering in %s', (language) => {
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

  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const version = async () => {
    const text = await page.locator('.bar strong').textContent();
    return Number(/\d+/.exec(text ?? '')?.[0]);
  };
  const versionIs = (wanted: number) =>
    page
      .locator('.bar strong')
      .filter({ hasText: w.steer.version.replace('{version}', String(wanted)) })
      .waitFor();

  /** Reviews what was changed, checks that it says so, and saves it with a note. */
  async function save(change: string): Promise<number> {
    const before = await version();
    await press(w.steer.review.open);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(change).first().waitFor();
    await dialog.getByText(w.steer.review.fine).waitFor();
    await page.locator('#change-note').fill(`note ${language}`);
    await dialog.getByRole('button', { name: w.steer.review.save, exact: true }).click();
    await versionIs(before + 1);
    return before + 1;
  }

  it('changes a limit, sees each process take it, and takes it back with one click', async () => {
    await tab.goTo('#/limits/nexus-assess.llm');
    const field = page.getByLabel(`nexus-assess.llm: ${w.limits.limit}`);
    const before = await field.inputValue();
    await field.fill('2');
    await field.press('Tab');
    const saved = await save('nexus-assess.llm');
    const took = page.getByRole('row').filter({ hasText: 'risk-service' }).getByText(w.steer.replicas.standing.taken);
    await took.waitFor({ timeout: 10_000 });
    const mine = page
      .getByRole('listitem')
      .filter({ hasText: `note ${language}` })
      .first();
    expect(await mine.textContent()).toContain('Zhang Wei 张伟');

    const earlier = w.steer.version.replace('{version}', String(saved - 1));
    await page
      .getByRole('listitem')
      .filter({ hasText: earlier })
      .first()
      .getByRole('button', { name: w.steer.history.revert })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: w.steer.history.revert }).click();
    await versionIs(saved + 1);
    expect(await field.inputValue()).toBe(before);
  });

  it('refuses what would not work, in words, and keeps what is in force', async () => {
    await tab.goTo('#/servers/routes');
    const before = await version();
    await press(w.servers.addRoute);
    await page.getByLabel(w.servers.model, { exact: true }).first().fill('nowhere-chat');
    await press(w.steer.review.open);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.getByRole('button', { name: w.steer.review.save, exact: true }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: w.steer.review.back }).click();
    await press(w.steer.discard);
    expect(await version()).toBe(before);
    // The refusal is what was meant.
    tab.complaints.splice(0);
  });

  it('adds a server with a key that is never shown again, and a route to it', async () => {
    const name = `spare-${language}`;
    await tab.goTo('#/servers');
    await press(w.servers.addServer);
    await page.getByLabel(w.servers.name, { exact: true }).first().fill(name);
    await page.getByLabel(`${name}: ${w.servers.url}`).fill('http://127.0.0.1:9/v1');
    await page.getByLabel(`${name}: ${w.servers.key}`, { exact: true }).fill('sk-planted-in-a-test');
    await save(name);
    expect(await page.content()).not.toContain('sk-planted-in-a-test');

    await tab.goTo('#/servers/routes');
    await press(w.servers.addRoute);
    await page.getByLabel(w.servers.model, { exact: true }).first().fill(`model-${language}`);
    await page.getByLabel(`model-${language} 1: ${w.servers.server}`).fill(name);
    await page.keyboard.press('Enter');
    await page.getByLabel(`model-${language} 1: ${w.servers.modelThere}`).fill('some-model');
    await save(`model-${language}`);
  });

  it('prices a model', async () => {
    await tab.goTo('#/prices');
    await press(w.prices.add);
    await page.getByLabel(w.prices.model, { exact: true }).first().fill('tradewind-chat');
    if ((await page.getByText(w.steer.twice).count()) > 0)
      await page.getByLabel(w.prices.model, { exact: true }).first().fill(`model-${language}`);
    await page
      .locator('tbody tr')
      .first()
      .locator('.number-field input')
      .first()
      .fill(language === 'en' ? '0.15' : '0.25');
    await page.keyboard.press('Tab');
    await save('input_per_million');
  });

  it('adds sensitive words from a pasted list, finds and removes one', async () => {
    await tab.goTo('#/words');
    await page.locator('#new-words').fill(`军火-${language}\nweapons-${language}`);
    await press(w.words.add);
    await save(`军火-${language}`);
    await page.getByLabel(w.words.search).fill(`weapons-${language}`);
    await page.getByRole('button', { name: `${w.steer.remove}: weapons-${language}` }).click();
    await save(`weapons-${language}`);
  });

  it('makes a tenant, an app with a budget, and a key that works, is shown once and is revoked', async () => {
    await tab.goTo('#/apps');
    await press(w.apps.newApp);
    await page.locator('#tenant-name').fill(`Haiyun ${language}`);
    await page.locator('#app-name').fill(`storefront-${language}`);
    await page.getByRole('dialog').getByRole('button', { name: w.apps.create, exact: true }).click();
    await page.locator('#app-daily').fill('25.00');
    await press(w.steer.review.open);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('25.00').first().waitFor();
    await dialog.getByRole('button', { name: w.steer.review.save, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });

    await press(w.apps.newKey);
    await page.locator('#key-name').fill('production');
    await page.getByRole('dialog').getByRole('button', { name: w.apps.create, exact: true }).click();
    const key = (await page.locator('.fresh code').textContent()) ?? '';
    expect(key).toMatch(/^tw_/);
    await page.getByRole('button', { name: w.shell.close, exact: true }).click();
    expect(await page.content()).not.toContain(key);

    await page.getByRole('row').filter({ hasText: 'production' }).getByRole('button', { name: w.apps.revoke }).click();
    await page.locator('.n-popconfirm__action').getByRole('button', { name: w.apps.revoke }).click();
    await page.getByText(w.apps.statuses.revoked, { exact: true }).waitFor();
  });

  it('shows usage by server and app, and hands it over as CSV', async () => {
    await tab.goTo('#/usage');
    await page.getByRole('heading', { name: w.usage.metrics.requests, exact: true }).waitFor();
    const waiting = page.waitForEvent('download');
    await press(w.usage.csv);
    expect((await waiting).suggestedFilename()).toBe('usage.csv');
  });
});
