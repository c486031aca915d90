import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import colors from 'picocolors';
import { Check, RagQueryResponse, RecommendationsResponse, Report, SearchResponse } from '@tradewind/contracts';
import { createClient } from './client.js';
import { ingest } from './ingest.js';
import type { DemoTarget } from './target.config.js';

type Client = ReturnType<typeof createClient>;

const DOCUMENTS = ['catalogue-en.pdf', 'catalogue-zh.pdf', 'price-list.pdf'];

/** Documents in, products found in two languages, a recommendation, a background check, its report, and a chat. */
export async function runDemo(target: DemoTarget): Promise<void> {
  const client = createClient(target);
  const startedAt = Date.now();
  console.log(`${colors.bold('Tradewind demo')} against ${target.baseUrl}`);
  await step(`omniRAG: ingest ${DOCUMENTS.length} PDFs`, () => ingest(client, target.documentsUrl, DOCUMENTS));
  await step('dealBrain: search in English', () => search(client, 'wood-gas stove that burns twigs'));
  await step('dealBrain: search in Chinese', () => search(client, '梅子青龙泉青瓷盖碗'));
  await step('omniRAG: ask the documents', () =>
    ask(client, 'What is the minimum order quantity of the titanium wood-gas stove?'),
  );
  await step('dealBrain: recommend for an inquiry', () => recommend(client));
  const check = await step('shadowHunter: check a company', () => checkCompany(client));
  await step('nexusAssess: write the risk report', () => writeReport(client, check, target.reportFile));
  await step('LLM gateway: stream a chat completion', () => chat(client));
  console.log(`\n${colors.green('Done')} in ${seconds(startedAt)}.`);
}

async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  console.log(`\n${colors.bold(colors.cyan(`▸ ${title}`))}`);
  const result = await work();
  console.log(colors.dim(`  took ${seconds(startedAt)}`));
  return result;
}

async function search(client: Client, query: string): Promise<void> {
  const answer = SearchResponse.parse(await client.post('/deal-brain/search', { query, limit: 3, explain: true }));
  console.log(`  “${query}”`);
  for (const { product, score, explanation } of answer.results) {
    const price = product.price ? `${product.price.amount} ${product.price.currency}` : 'no price';
    const source = product.source ? `, page ${product.source.page} of ${product.source.document_id}` : '';
    console.log(`  ${score.toFixed(3)}  ${colors.bold(product.name)} (${product.sku}, ${price}${source})`);
    if (explanation !== '') console.log(colors.dim(`         ${explanation}`));
  }
  tellDegraded(answer.degraded);
}

async function ask(client: Client, query: string): Promise<void> {
  const answer = RagQueryResponse.parse(await client.post('/rag/query', { query, limit: 3, answer: true }));
  console.log(`  “${query}”\n  ${answer.answer?.text ?? '(no answer)'}`);
  for (const id of answer.answer?.citations ?? []) {
    const passage = answer.passages.find((each) => each.passage_id === id);
    if (passage) console.log(colors.dim(`  — ${passage.document_title}, page ${passage.page}`));
  }
  tellDegraded(answer.degraded);
}

async function recommend(client: Client): Promise<void> {
  const inquiry = 'We run a hotel chain and need 2,000 insulated bottles, stainless steel, at most 6 USD each.';
  const body = { inquiry, limit: 3 };
  const answer = RecommendationsResponse.parse(await client.post('/deal-brain/recommendations', body));
  console.log(`  “${inquiry}”`);
  for (const { product, reason } of answer.recommendations) {
    console.log(`  ${colors.bold(product.name)} (${product.sku})\n${colors.dim(`         ${reason}`)}`);
  }
  tellDegraded(answer.degraded);
}

async function checkCompany(client: Client): Promise<Check> {
  const subject = { company_name: 'Meridian Trade Partners Ltd', country: 'GB' };
  const check = Check.parse(await client.post('/shadow-hunter/checks', subject));
  console.log(`  ${subject.company_name} (${subject.country}): risk ${colors.bold(check.risk_level)}`);
  for (const signal of check.signals) {
    console.log(`  [${signal.severity}] ${signal.category}: ${signal.statement}`);
    const source = check.evidence.find((each) => each.evidence_id === signal.evidence_ids[0]);
    if (source) console.log(colors.dim(`         ${source.url}`));
  }
  tellDegraded(check.degraded);
  return check;
}

async function writeReport(client: Client, check: Check, file: string): Promise<void> {
  const order = {
    check_id: check.check_id,
    order_value: { amount: '48000.00', currency: 'USD' },
    payment_terms: 'open_account',
    goods: '2,000 stainless steel vacuum flasks',
    route: { from: 'Ningbo', to: 'Felixstowe' },
  };
  const report = Report.parse(await client.post('/nexus-assess/reports', order));
  console.log(`  score ${colors.bold(String(report.score))} of 100 (0 is safe): ${report.risk_level}`);
  for (const mitigation of report.mitigations.slice(0, 3)) console.log(`  • ${mitigation}`);
  writeFileSync(file, await client.getText(`/nexus-assess/reports/${report.report_id}?format=html`, 'text/html'));
  console.log(`  written to ${resolve(file)}`);
  tellDegraded(report.degraded);
}

async function chat(client: Client): Promise<void> {
  const body = {
    model: 'tradewind-chat',
    stream: true,
    messages: [{ role: 'user', content: 'Explain in two sentences what FOB Ningbo means for the buyer.' }],
  };
  process.stdout.write('  ');
  for await (const data of client.stream('/v1/chat/completions', body)) {
    if (data === '[DONE]') break;
    const chunk = JSON.parse(data) as { choices?: { delta?: { content?: string } }[]; error?: { message: string } };
    if (chunk.error) throw new Error(chunk.error.message);
    process.stdout.write(chunk.choices?.[0]?.delta?.content ?? '');
  }
  process.stdout.write('\n');
}

function tellDegraded(degraded: { stage: string; reason: string }[]): void {
  for (const { stage, reason } of degraded) console.log(colors.yellow(`  degraded: ${stage} (${reason})`));
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(2)} s`;
}
