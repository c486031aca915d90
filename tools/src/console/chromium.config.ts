import { existsSync } from 'node:fs';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The system's Chromium: `CHROMIUM_PATH`, or where it usually lies; undefined where there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const told = env['CHROMIUM_PATH'];
  if (told !== undefined && told !== '') return existsSync(told) ? told : undefined;
  return USUAL_PATHS.find((path) => existsSync(path));
}

/** A container has neither a user namespace for the sandbox nor a large /dev/shm; the pages are our own. */
export const CHROMIUM_ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
