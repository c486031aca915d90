import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { startSandbox, type Sandbox } from '../src/index.js';

/** One sandbox for a file of tests, its dials and counters put back after each. */
export function runningSandbox(): { url: string; sandbox: Sandbox } {
  let sandbox: Sandbox | undefined;
  const running = () => {
    if (sandbox === undefined) throw new Error('the sandbox has not been started');
    return sandbox;
  };
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => {
    running().resetDials();
    running().resetStats();
  });
  afterAll(() => running().close());
  return {
    get url() {
      return running().url;
    },
    get sandbox() {
      return running();
    },
  };
}

export function post(url: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...init,
  });
}

/** Polls until the condition holds: for what the server notices a moment after the client. */
export async function eventually(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the condition never held');
}
