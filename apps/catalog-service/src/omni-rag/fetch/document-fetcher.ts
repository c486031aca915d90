import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Agent, request, type Dispatcher } from 'undici';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { TaskFailure } from '../tasks/failures.js';
import { checkedLookup, ForbiddenAddress } from './checked-lookup.js';
import { checkedSourceUrl } from './source-url.js';

const MAX_REDIRECTS = 5;
const CONNECT_TIMEOUT_MS = 5_000;
const CONNECTIONS_PER_HOST = 16;
/** The PDF header may stand anywhere in the first kilobyte (ISO 32000-1, annex H, note 13). */
const SNIFFED_BYTES = 1_024;
const PDF_HEADER = '%PDF-';

export interface FetchedDocument {
  path: string;
  sha256: string;
  bytes: number;
}

/** Brings a document from its link into a file, within bounds of size, time and address. */
@Injectable()
export class DocumentFetcher implements OnModuleDestroy {
  private readonly agent: Agent;

  constructor(@Inject(RAG_CONFIG) private readonly config: RagConfig) {
    this.agent = new Agent({
      connections: CONNECTIONS_PER_HOST,
      connect: {
        timeout: CONNECT_TIMEOUT_MS,
        lookup: checkedLookup({ allowPrivate: config.RAG_ALLOW_PRIVATE_ADDRESSES }),
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.agent.destroy();
  }

  /**
   * @param path where to write; the caller removes it.
   * @throws TaskFailure `source.*`, `document.too_large`, `document.not_pdf`; the signal's reason when the caller stops it.
   */
  async fetch(link: string, path: string, signal: AbortSignal): Promise<FetchedDocument> {
    const timeout = AbortSignal.timeout(this.config.RAG_FETCH_TIMEOUT_MS);
    try {
      const body = await this.open(link, AbortSignal.any([signal, timeout]));
      return await this.save(body, path);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (timeout.aborted) throw new TaskFailure('source.timeout', { cause: error });
      throw asFailure(error);
    }
  }

  /** Follows redirects by hand, because every hop must pass the same checks as the first. */
  private async open(link: string, signal: AbortSignal): Promise<Readable> {
    const rules = {
      allowedHosts: this.config.RAG_ALLOWED_HOSTS,
      allowPrivate: this.config.RAG_ALLOW_PRIVATE_ADDRESSES,
    };
    let next = link;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const url = checkedSourceUrl(next, rules);
      const response = await request(url, {
        dispatcher: this.agent,
        signal,
        headers: { 'accept-encoding': 'identity' },
      });
      const location = redirectOf(response);
      if (location === undefined) return this.bodyOf(response);
      discard(response.body);
      if (!URL.canParse(location, url.href)) throw new TaskFailure('source.invalid_url');
      next = new URL(location, url).href;
    }
    throw new TaskFailure('source.unreachable');
  }

  private bodyOf(response: Dispatcher.ResponseData): Readable {
    const failure = failureOfStatus(response.statusCode);
    const tooLarge = Number(response.headers['content-length'] ?? 0) > this.config.RAG_MAX_DOCUMENT_BYTES;
    if (failure === undefined && !tooLarge) return response.body;
    discard(response.body);
    throw failure ?? new TaskFailure('document.too_large');
  }

  private async save(body: Readable, path: string): Promise<FetchedDocument> {
    const hash = createHash('sha256');
    const limit = this.config.RAG_MAX_DOCUMENT_BYTES;
    let bytes = 0;
    let head = Buffer.alloc(0);
    let isPdf = false;
    const watch = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        hash.update(chunk);
        if (!isPdf && head.length < SNIFFED_BYTES) {
          head = Buffer.concat([head, chunk.subarray(0, SNIFFED_BYTES)]);
          isPdf = head.subarray(0, SNIFFED_BYTES).includes(PDF_HEADER);
          if (!isPdf && head.length >= SNIFFED_BYTES) {
            done(new TaskFailure('document.not_pdf'));
            return;
          }
        }
        if (bytes > limit) done(new TaskFailure('document.too_large'));
        else done(null, chunk);
      },
      flush(done) {
        done(isPdf ? null : new TaskFailure('document.not_pdf'));
      },
    });
    await pipeline(body, watch, createWriteStream(path, { mode: 0o600 }));
    return { path, sha256: hash.digest('hex'), bytes };
  }
}

/** Destroyed rather than drained: what is not wanted is not downloaded. The error that follows is of no interest. */
function discard(body: Readable): void {
  body.on('error', () => undefined).destroy();
}

function redirectOf(response: Dispatcher.ResponseData): string | undefined {
  const { location } = response.headers;
  const redirected = [301, 302, 303, 307, 308].includes(response.statusCode);
  return redirected && typeof location === 'string' ? location : undefined;
}

function failureOfStatus(status: number): TaskFailure | undefined {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) return new TaskFailure('source.denied');
  return new TaskFailure('source.unreachable');
}

function asFailure(error: unknown): TaskFailure {
  if (error instanceof TaskFailure) return error;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ForbiddenAddress) return new TaskFailure('source.forbidden_address', { cause: error });
  }
  return new TaskFailure('source.unreachable', { cause: error });
}
