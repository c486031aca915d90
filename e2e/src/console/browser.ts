import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import { en, zh, type Words } from '@tradewind/console/words';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { z } from 'zod';
import { adminKey, product } from '../support/product.js';

export type Language = 'en' | 'zh';
export const wordsOf = (language: Language): Words => (language === 'en' ? en : zh);

/** A container has neither a user namespace for the sandbox nor a large /dev/shm; the pages are our own. */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
const WAIT_MS = 20_000;

export function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (executablePath === undefined) throw new Error('Run this suite through `npm run test:console`.');
  return chromium.launch({ executablePath, args: ARGS });
}

export interface OpenOptions {
  language?: Language;
  dark?: boolean;
  phone?: boolean;
  /** Whether the keys have been typed in this tab already. */
  keys?: boolean;
}

/** A tab with the console, and everything its browser complained about. */
export class Tab {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly complaints: string[],
  ) {}

  static async open(browser: Browser, options: OpenOptions = {}): Promise<Tab> {
    const { language = 'en', dark = false, phone = false, keys = true } = options;
    const context = await browser.newContext({
      viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      colorScheme: dark ? 'dark' : 'light',
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    });
    context.setDefaultTimeout(WAIT_MS);
    if (keys) await context.addInitScript({ content: typedKeys() });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
    });
    return new Tab(context, page, complaints);
  }

  async goTo(hash: string): Promise<Page> {
    await this.page.goto('about:blank');
    await this.page.goto(`${product().edgeUrl}/console/${hash}`);
    await this.page.locator('main h1').waitFor();
    return this.page;
  }

  /** Ends the tab; what its browser complained about fails the test. A refused request is a complaint too, unless it was meant. */
  async close(meant = /^$/): Promise<void> {
    await this.context.close();
    expect(this.complaints.filter((each) => !meant.test(each))).toEqual([]);
  }
}

function typedKeys(): string {
  const stored = { 'admin-key': adminKey(), 'tenant-key': product().apiKey, operator: 'Zhang Wei 张伟' };
  const typed = Object.entries(stored).map(
    ([name, value]) => `sessionStorage.setItem(${JSON.stringify(`tradewind.${name}`)}, ${JSON.stringify(value)});`,
  );
  // An empty tab has no storage.
  return `if (location.protocol !== 'about:') { ${typed.join(' ')} }`;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const Findings = z.array(
  z.object({ id: z.string(), impact: z.string().nullish(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** What axe calls serious or critical on the page as it is now. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: unknown = await page.evaluate('axe.run(document).then(({ violations }) => violations)');
  return Findings.parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 300) ?? ''} (${String(nodes.length)} times)`);
}
