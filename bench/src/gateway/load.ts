import { Pool } from 'undici';
import { exponential } from '../support/random.js';
import type { Contender } from '../support/contender.js';

const messages = [
  { role: 'system', content: 'You answer questions about international trade, briefly.' },
  { role: 'user', content: 'What does FOB mean, and who pays the freight?' },
];

/** A client with a fixed number of kept-alive connections to one of the gateways. */
export class Client {
  readonly #pool: Pool;
  readonly #contender: Contender;
  readonly #json: string;
  readonly #stream: string;

  constructor(contender: Contender, connections: number) {
    this.#contender = contender;
    this.#pool = new Pool(contender.origin, { connections, pipelining: 1 });
    const request = { model: contender.model, messages, temperature: 0.2, max_tokens: 100 };
    this.#json = JSON.stringify(request);
    this.#stream = JSON.stringify({ ...request, stream: true });
  }

  /** Milliseconds until the whole answer is here. */
  async json(): Promise<number> {
    const startedMs = performance.now();
    const { statusCode, body } = await this.#post(this.#json);
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${this.#contender.name} answered ${String(statusCode)}: ${text}`);
    return performance.now() - startedMs;
  }

  /** Milliseconds until the first byte of a stream. */
  async firstByte(): Promise<number> {
    const startedMs = performance.now();
    const { statusCode, body } = await this.#post(this.#stream);
    let firstMs: number | undefined;
    for await (const _part of body) firstMs ??= performance.now() - startedMs;
    if (statusCode !== 200) throw new Error(`${this.#contender.name} answered ${String(statusCode)}`);
    return firstMs ?? Infinity;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #post(body: string) {
    return this.#pool.request({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { ...this.#contender.headers },
      body,
    });
  }
}

export interface Measured {
  latenciesMs: number[];
  tookMs: number;
  /** CPU of the gateway's process per call. */
  cpuUs: number;
}

/** `calls` calls, `width` at a time: each lane sends its next as soon as it has its answer. */
export async function closedLoop(
  contender: Contender,
  client: Client,
  width: number,
  calls: number,
): Promise<Measured> {
  const latenciesMs: number[] = [];
  let left = calls;
  const lane = async (): Promise<void> => {
    while (left-- > 0) latenciesMs.push(await client.json());
  };
  const cpuBefore = await contender.cpuUs();
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: width }, lane));
  const tookMs = performance.now() - startedMs;
  return { latenciesMs, tookMs, cpuUs: ((await contender.cpuUs()) - cpuBefore) / calls };
}

/** Calls at random moments (Poisson), `perSecond` on average, whether or not earlier ones were answered. */
export async function openLoop(
  client: Client,
  perSecond: number,
  durationMs: number,
  random: () => number,
): Promise<number[]> {
  const latenciesMs: number[] = [];
  const pending: Promise<unknown>[] = [];
  const origin = performance.now();
  let nextMs = exponential(random, 1_000 / perSecond);
  while (nextMs < durationMs) {
    const nowMs = performance.now() - origin;
    // Sleeps, up to a millisecond too long: a loop that watches the clock would take a CPU from those who are measured.
    if (nowMs < nextMs) await new Promise((resolve) => setTimeout(resolve, nextMs - nowMs));
    while (nextMs <= performance.now() - origin && nextMs < durationMs) {
      pending.push(client.json().then((latencyMs) => latenciesMs.push(latencyMs)));
      nextMs += exponential(random, 1_000 / perSecond);
    }
  }
  await Promise.all(pending);
  return latenciesMs;
}
