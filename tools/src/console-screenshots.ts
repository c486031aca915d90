// npm run console:screenshots: every page of the console, light and dark, desktop and phone, as PNG files to be looked at.
//   -- --stack .data/stack.json   of a product that runs already (default: one is started and ended)
//   -- --only live,lab            some pages
//   -- --locale zh                in Chinese
//   -- --out DIR                  default: e2e/test-results/screenshots
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from './console/chromium.config.js';
import { bringToLife } from './console/bring-to-life.js';
import { SCENES } from './console/scenes.js';
import type { StackDescription } from './stack/stack.js';
import { ROOT } from './testing/step.js';
import { withProduct } from './testing/with-product.js';

const { values } = parseArgs({
  options: {
    stack: { type: 'string' },
    only: { type: 'string' },
    locale: { type: 'string', default: 'en' },
    theme: { type: 'string' },
    size: { type: 'string' },
    out: { type: 'string', default: join(ROOT, 'e2e/test-results/screenshots') },
  },
});
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const THEMES = ['light', 'dark'] as const;

const executablePath = findChromium();
if (executablePath === undefined) {
  console.error('There is no Chromium on this machine: install it, or say where it is in CHROMIUM_PATH.');
  process.exit(1);
}

/** As if the person had typed the keys, in the tab's own storage. */
function rememberKeys({ adminKey, apiKey }: StackDescription): string {
  const stored = { 'admin-key': adminKey, 'tenant-key': apiKey, operator: 'li.wei' };
  return Object.entries(stored)
    .map(([name, value]) => `sessionStorage.setItem(${JSON.stringify(`tradewind.${name}`)}, ${JSON.stringify(value)});`)
    .join('\n');
}

async function shoot(stack: StackDescription, path: string): Promise<void> {
  const folder = resolve(values.out);
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: path, args: CHROMIUM_ARGS });
  const wanted = values.only?.split(',');
  try {
    for (const theme of THEMES.filter((each) => values.theme === undefined || values.theme === each)) {
      for (const [size, viewport] of Object.entries(SIZES)) {
        if (values.size !== undefined && values.size !== size) continue;
        const context = await browser.newContext({
          viewport,
          colorScheme: theme,
          locale: values.locale === 'zh' ? 'zh-CN' : 'en-GB',
          deviceScaleFactor: 1,
        });
        await context.addInitScript({ content: rememberKeys(stack) });
        const page = await context.newPage();
        for (const scene of SCENES.filter(({ name }) => wanted === undefined || wanted.includes(name))) {
          const file = join(folder, `${scene.name}-${size}-${theme}.png`);
          try {
            await page.goto('about:blank');
            await page.goto(`${stack.edgeUrl}/console/${scene.hash}`);
            await page.locator('main h1').waitFor();
            await page.waitForTimeout(700);
            await scene.prepare?.(page);
            await page.screenshot({ path: file, fullPage: true });
            console.log(file);
          } catch (error) {
            console.error(`${file}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
            process.exitCode = 1;
          }
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
}

if (values.stack === undefined) {
  await withProduct({}, 'screenshots', async (stack) => {
    await bringToLife(stack);
    await shoot(stack, executablePath);
    return 0;
  });
} else {
  const stack = JSON.parse(readFileSync(values.stack, 'utf8')) as StackDescription;
  await bringToLife(stack);
  await shoot(stack, executablePath);
}
