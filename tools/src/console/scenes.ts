import type { Page } from 'playwright-core';

/** A page of the console in the state that says most about it. */
export interface Scene {
  name: string;
  hash: string;
  /** Brings it there. */
  prepare?: (page: Page) => Promise<void>;
}

const run = (label: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: label }).first().click();
};
const answered = async (page: Page) => {
  await page
    .getByText(/answered in|用时/)
    .first()
    .waitFor({ timeout: 30_000 });
};

export const SCENES: Scene[] = [
  { name: 'live', hash: '#/live', prepare: (page) => page.waitForTimeout(1_500) },
  { name: 'usage', hash: '#/usage', prepare: (page) => page.waitForTimeout(1_000) },
  { name: 'servers', hash: '#/servers' },
  { name: 'routes', hash: '#/servers/routes' },
  { name: 'limits', hash: '#/limits/nexus-assess.llm' },
  { name: 'apps', hash: '#/apps' },
  {
    name: 'app',
    hash: '#/apps',
    prepare: async (page) => {
      await page.locator('tbody a').first().click();
      await page.waitForTimeout(800);
    },
  },
  { name: 'prices', hash: '#/prices' },
  { name: 'words', hash: '#/words' },
  { name: 'documents', hash: '#/documents', prepare: (page) => page.waitForTimeout(800) },
  {
    name: 'document',
    hash: '#/documents',
    prepare: async (page) => {
      await page.locator('tbody th a').first().click();
      await page.waitForTimeout(1_000);
    },
  },
  {
    name: 'search',
    hash: '#/playground/search',
    prepare: async (page) => {
      await run(/^(Run|运行)$/)(page);
      await answered(page);
    },
  },
  {
    name: 'recommend',
    hash: '#/playground/recommend',
    prepare: async (page) => {
      await run(/^(Run|运行)$/)(page);
      await answered(page);
    },
  },
  {
    name: 'ask',
    hash: '#/playground/ask',
    prepare: async (page) => {
      await run(/^(Run|运行)$/)(page);
      await answered(page);
    },
  },
  {
    name: 'check',
    hash: '#/playground/check',
    prepare: async (page) => {
      await run(/^(Run|运行)$/)(page);
      await answered(page);
    },
  },
  {
    name: 'report',
    hash: '#/playground/report',
    prepare: async (page) => {
      await run(/^(Write the report|生成报告|撰写报告)$/)(page);
      const frame = page.locator('iframe');
      await frame.waitFor({ timeout: 30_000 });
      await frame.contentFrame().locator('svg').first().waitFor();
      // A frame is painted when it comes near the window.
      await frame.scrollIntoViewIfNeeded();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'chat',
    hash: '#/playground/chat',
    prepare: async (page) => {
      await page.getByRole('button', { name: /FOB/ }).click();
      await answered(page);
    },
  },
  { name: 'lab', hash: '#/lab', prepare: (page) => page.waitForTimeout(1_500) },
  {
    name: 'keys',
    hash: '#/live',
    prepare: async (page) => {
      await page.locator('header button').nth(1).click();
      await page.waitForTimeout(300);
    },
  },
];
