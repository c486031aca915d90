import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { logNormal, seededRandom } from '../support/random.js';

/** One call as the stand-in worked on it; times are those of `performance.now()`. */
export interface Call {
  readonly kind: 'search' | 'page' | 'verify' | 'section';
  /** The company the call was made for. */
  readonly company: string;
  readonly startMs: number;
  endMs: number;
}

/** Median and 99th percentile of a service time that is log-normal. */
export interface ServiceTime {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The 99th percentile of the standard normal distribution. */
const Z99 = 2.3263;
export const sigmaOf = ({ p50Ms, p99Ms }: ServiceTime): number => Math.log(p99Ms / p50Ms) / Z99;
export const meanOf = (time: ServiceTime): number => time.p50Ms * Math.exp(sigmaOf(time) ** 2 / 2);

/** Queries go through the spellings of a name; what is common to them is the company. */
const COMPANY = /Company \d+ Metals/;
const Search = z.object({ q: z.string() });
const Chat = z.object({ messages: z.array(z.object({ content: z.string() })) });
const Task = z.looseObject({
  task: z.string(),
  evidence: z.array(z.object({ id: z.string() })).optional(),
});

/** A search engine, its pages and a language model that take as long as they are told and know every company they are asked about. */
export class RiskStandIn {
  readonly calls: Call[] = [];
  private readonly random = seededRandom(20_251_124);
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
      if (request.method === 'GET') this.answerPage(response, request.url ?? '/');
      else if (request.url?.endsWith('/search')) this.answerSearch(response, Search.parse(body).q);
      else this.answerChat(response, Chat.parse(body).messages.at(-1)?.content ?? '{}');
    });
  });

  constructor(
    public search: ServiceTime,
    public llm: ServiceTime,
    public page: ServiceTime,
  ) {}

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${String(this.port)}`;
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answerSearch(response: ServerResponse, query: string): void {
    const company = COMPANY.exec(query)?.[0] ?? 'unknown';
    const slug = company.toLowerCase().replaceAll(' ', '-');
    this.work('search', company, this.search, response, {
      organic: ['register', 'gazette', 'cargo'].map((site, at) => ({
        title: `${company} Ltd in the ${site}`,
        link: `http://${site}.localhost:${String(this.port)}/${slug}/${String(query.length)}`,
        snippet: `${company} Ltd, London, United Kingdom, ${site} ${String(query.length)}: active company, incorporated in ${String(1990 + at)}.`,
      })),
    });
  }

  /** The page behind a result: what the result says, among text that is about nobody. */
  private answerPage(response: ServerResponse, path: string): void {
    const [, slug = '', number = ''] = path.split('/');
    const company = slug.replaceAll('-', ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
    const filler =
      '<p>Freight rates rose in the week under review, and port calls were fewer than a year ago.</p>'.repeat(60);
    const page = `<!doctype html><title>${company}</title><main>${filler}<p>${company} Ltd, London, United Kingdom, entry ${number}: active company with 40 shipments a year.</p>${filler}</main>`;
    this.work('page', company, this.page, response, page);
  }

  private answerChat(response: ServerResponse, content: string): void {
    const task = Task.parse(JSON.parse(content));
    const company = COMPANY.exec(content)?.[0] ?? 'unknown';
    const verify = task.task === 'verify_company';
    const answer = verify
      ? { signals: [{ ...ACTIVE, evidence_ids: [task.evidence?.[0]?.id ?? 'ev_1'] }], narrative: 'An active company.' }
      : { markdown: 'The buyer is an active company; the order is of usual size.' };
    this.work(verify ? 'verify' : 'section', company, this.llm, response, {
      ...{ id: 'chatcmpl-bench', object: 'chat.completion', created: 0, model: 'bench' },
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: JSON.stringify(answer) } }],
      usage: { prompt_tokens: 1_200, completion_tokens: 180, total_tokens: 1_380 },
    });
  }

  private work(
    kind: Call['kind'],
    company: string,
    time: ServiceTime,
    response: ServerResponse,
    answer: object | string,
  ): void {
    const call: Call = { kind, company, startMs: performance.now(), endMs: Infinity };
    this.calls.push(call);
    response.once('close', () => (call.endMs = performance.now()));
    const serviceMs = logNormal(this.random, meanOf(time), sigmaOf(time));
    setTimeout(() => {
      const isPage = typeof answer === 'string';
      response
        .writeHead(200, { 'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json' })
        .end(isPage ? answer : JSON.stringify(answer));
    }, serviceMs);
  }
}

const ACTIVE = {
  category: 'registration',
  severity: 'positive',
  statement: 'It is an active company.',
  quote: 'active company',
};
