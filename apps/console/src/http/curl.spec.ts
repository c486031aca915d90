import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { curlOf } from './curl.js';

/** What a shell makes of the words after `curl`. */
const wordsOf = (command: string) =>
  execFileSync('sh', ['-c', command.replace(/^curl/, `printf '%s\\n'`)], { env: { TRADEWIND_KEY: 'tw_secret' } })
    .toString()
    .trimEnd()
    .split('\n');

describe('curlOf', () => {
  it('gives the shell exactly the body that was sent, whatever is in it', () => {
    const body = { query: `it's "$HOME" \`id\` 不锈钢 \\ 500ml` };
    const words = wordsOf(curlOf({ method: 'POST', url: 'http://h/deal-brain/search', body }));
    expect(words.at(-1)).toBe(JSON.stringify(body));
    expect(words).toContain('http://h/deal-brain/search');
  });

  it('takes the key from a variable and never shows it', () => {
    const command = curlOf({ method: 'GET', url: 'http://h/tasks?limit=5' });
    expect(command).not.toContain('tw_');
    expect(wordsOf(command)).toContain('Authorization: Bearer tw_secret');
  });

  it('prints streams as they come', () => {
    const command = curlOf({ method: 'POST', url: 'http://h/x', body: {}, stream: true, accept: 'text/event-stream' });
    expect(wordsOf(command)).toEqual(expect.arrayContaining(['-N', 'Accept: text/event-stream']));
  });

  it('says the method where there is no body to imply it', () => {
    expect(curlOf({ method: 'POST', url: 'http://h/tasks/t/retry' })).toContain('-X POST');
    expect(curlOf({ method: 'DELETE', url: 'http://h/rag/documents/d' })).toContain('-X DELETE');
  });
});
