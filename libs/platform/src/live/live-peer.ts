import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { LiveHistory, LiveSnapshot } from '@tradewind/contracts';
import { SseParser } from '@tradewind/upstream';
import { errorCode } from './error-code.js';
import { SampleRing } from './sample-ring.js';

const CONNECT_MS = 3_000;
/** A peer sends every second. */
const SILENCE_MS = 10_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/** Where a peer answers: what the operator wrote, and the one address behind it. */
export interface PeerAddress {
  base: URL;
  address: string;
}

/** Another process of the product, whose own stream is followed for as long as somebody watches. */
export class LivePeer {
  readonly name: string;
  snapshot: LiveSnapshot | undefined;
  heardAtMs = 0;
  /** Why nothing is heard. */
  reason = 'connecting';
  #ring: SampleRing | undefined;
  readonly #ended = new AbortController();

  constructor(
    private readonly at: PeerAddress,
    private readonly adminKey: string,
  ) {
    this.name = `${at.address}:${at.base.port || (at.base.protocol === 'https:' ? '443' : '80')}`;
    void this.#follow();
  }

  history(): LiveHistory | undefined {
    return this.#ring?.toWire();
  }

  stop(): void {
    this.#ended.abort();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#ended;
    let waitMs = FIRST_WAIT_MS;
    while (!signal.aborted) {
      try {
        const parser = new SseParser();
        for await (const chunk of await this.#open(signal)) {
          for (const event of parser.push(chunk as Buffer)) this.#take(event.event, event.data);
          waitMs = FIRST_WAIT_MS;
        }
        this.reason = 'ended';
      } catch (error) {
        this.reason = errorCode(error) || (error instanceof Error ? error.message : 'failed');
      }
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    }
  }

  #open(signal: AbortSignal): Promise<IncomingMessage> {
    const { base, address } = this.at;
    const request = base.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const call = request(new URL('/admin/live/self', base), {
        headers: { authorization: `Bearer ${this.adminKey}`, accept: 'text/event-stream' },
        // The name stays in the Host header and the certificate; this address of all that it stands for is meant.
        lookup: (_name, options, found) => {
          const family = address.includes(':') ? 6 : 4;
          if (options.all) found(null, [{ address, family }]);
          else found(null, address, family);
        },
        agent: false,
        timeout: CONNECT_MS,
        signal,
      });
      call.on('timeout', () => call.destroy(new Error('silent')));
      call.on('error', reject);
      call.on('response', (answer) => {
        call.setTimeout(SILENCE_MS);
        if (answer.statusCode === 200) resolve(answer);
        else call.destroy(new Error(`answers ${String(answer.statusCode)}`));
      });
      call.end();
    });
  }

  #take(event: string, data: string): void {
    if (event === 'history') this.#ring = SampleRing.from(LiveHistory.parse(JSON.parse(data)));
    if (event !== 'snapshot') return;
    this.snapshot = LiveSnapshot.parse(JSON.parse(data));
    this.heardAtMs = Date.now();
    this.#ring?.add(this.snapshot);
  }
}
