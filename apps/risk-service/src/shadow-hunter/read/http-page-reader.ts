import type { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { discard, openLink, safeAgent, unsafeLinkOf } from '@tradewind/platform';
import { currentScope, isUpstreamError, Upstream, UpstreamError } from '@tradewind/upstream';
import { RISK_ENV, type RiskEnv } from '../../config/risk.config.js';
import { nextTurn } from '../../event-loop/slices.js';
import { decodePage } from './decode-page.js';
import { mainText } from './main-text.js';
import { PageReader } from './page-reader.js';

/** Of a longer page the beginning is read. */
const MAX_BYTES = 512 * 1_024;
const CONNECTIONS_PER_HOST = 4;
const HEADERS = { accept: 'text/html,application/xhtml+xml,text/plain;q=0.8', 'user-agent': 'tradewind-shadow-hunter' };
const HTML = /^(?:text\/html|application\/xhtml\+xml)\b/i;
const PLAIN = /^text\/plain\b/i;

/** Reads pages over HTTP, from checked addresses only, under the budget `shadow-hunter.pages`. */
@Injectable()
export class HttpPageReader extends PageReader implements OnModuleDestroy {
  private readonly agent: ReturnType<typeof safeAgent>;
  private readonly rules: { allowedHosts: string[]; allowPrivate: boolean };

  constructor(
    private readonly upstream: Upstream,
    @Inject(RISK_ENV) env: Pick<RiskEnv, 'SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES'>,
  ) {
    super();
    const allowPrivate = env.SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES;
    this.rules = { allowedHosts: ['*'], allowPrivate };
    this.agent = safeAgent({ allowPrivate, connections: CONNECTIONS_PER_HOST });
  }

  async onModuleDestroy(): Promise<void> {
    await this.agent.destroy();
  }

  override read(link: string): Promise<string> {
    return this.upstream.budget('shadow-hunter.pages').run(async () => {
      const { signal } = currentScope().deadline;
      try {
        return await this.fetch(link, signal);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw asUpstreamError(error);
      }
    });
  }

  private async fetch(link: string, signal: AbortSignal): Promise<string> {
    const response = await openLink(link, { agent: this.agent, rules: this.rules, signal, headers: HEADERS });
    const type = String(response.headers['content-type'] ?? '');
    const isHtml = HTML.test(type);
    if (response.statusCode !== 200 || !(isHtml || PLAIN.test(type))) {
      discard(response.body);
      if (response.statusCode === 200) return '';
      const code = response.statusCode >= 500 ? 'upstream.failed' : 'upstream.rejected';
      throw new UpstreamError(code, `The page answered ${String(response.statusCode)}.`);
    }
    const bytes = await firstBytes(response.body);
    // A large page is some milliseconds of work.
    await nextTurn();
    const text = decodePage(bytes, type);
    return isHtml ? await mainText(text) : text;
  }
}

async function firstBytes(body: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop ends the download.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MAX_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BYTES);
}

function asUpstreamError(error: unknown): UpstreamError {
  if (isUpstreamError(error)) return error;
  const unsafe = unsafeLinkOf(error);
  if (unsafe !== undefined) return new UpstreamError('upstream.rejected', unsafe.code, { cause: error });
  return new UpstreamError('upstream.unreachable', 'The page could not be fetched.', { cause: error });
}
