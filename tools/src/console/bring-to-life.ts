import type { StackDescription } from '../stack/stack.js';

const FILES = ['catalogue-en.pdf', 'catalogue-zh.pdf', 'price-list.pdf', 'encrypted.pdf'];
const LOAD = { scenario: 'reports', requests_per_second: 12, seconds: 20 };

/** What an operator would have written: a list of words, and a limit that was raised once. */
const SETTINGS = [
  {
    section: 'words',
    note: 'Asked for by compliance',
    body: {
      words: [
        { pattern: '军火', action: 'block', applies_to: 'both' },
        { pattern: 'project kestrel', action: 'mask', applies_to: 'output' },
        { pattern: 'dual-use', action: 'log', applies_to: 'input' },
      ],
    },
  },
  {
    section: 'limits',
    note: 'More room for reports before the fair',
    body: { budgets: { 'nexus-assess.llm': { limit: 4 } } },
  },
];

/** Gives the pages something to show: documents, one that failed, settings somebody wrote, and a model that is too slow for what is asked of it. */
export async function bringToLife(stack: StackDescription): Promise<void> {
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.apiKey}` },
      body: JSON.stringify(body),
    });
  for (const { section, note, body } of SETTINGS) {
    const written = await fetch(`${stack.edgeUrl}/admin/settings/${section}`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${stack.adminKey}`,
        'x-operator': 'li.wei',
      },
      body: JSON.stringify({ version: 0, note, body }),
    });
    if (!written.ok) console.error(`${section} not written: ${await written.text()}`);
  }
  for (const file of FILES) await post(`${stack.edgeUrl}/rag/ingest`, { url: `${stack.sandboxUrl}/oss/${file}` });
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  await post(`${stack.sandboxUrl}/dials`, { kind: 'llm', latency_ms: 2_000 });
  await post(`${stack.sandboxUrl}/load`, LOAD);
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  await post(`${stack.sandboxUrl}/dials`, { kind: 'llm', latency_ms: 0 });
}
