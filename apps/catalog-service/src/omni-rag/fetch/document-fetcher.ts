import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { discard, openLink, safeAgent, unsafeLinkOf } from '@tradewind/platform';
import type { Agent, Dispatcher } from 'undici';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { TaskFailure } from '../tasks/failures.js';
import { sourceFailure } from './source-url.js';

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
    this.agent = safeAgent({
      connections: CONNECTIONS_PER_HOST,
      allowPrivate: config.RAG_ALLOW_PRIVATE_ADDRESSES,
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

  private async open(link: string, signal: AbortSignal): Promise<Readable> {
    const rules = {
      allowedHosts: this.config.RAG_ALLOWED_HOSTS,
      allowPrivate: this.config.RAG_ALLOW_PRIVATE_ADDRESSES,
    };
    return this.bodyOf(await openLink(link, { agent: this.agent, rules, signal }));
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

function failureOfStatus(status: number): TaskFailure | undefined {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) return new TaskFailure('source.denied');
  if (status === 404 || status === 410) return new TaskFailure('source.not_found');
  return new TaskFailure('source.unreachable');
}

function asFailure(error: unknown): TaskFailure {
  if (error instanceof TaskFailure) return error;
  const unsafe = unsafeLinkOf(error);
  return unsafe === undefined ? new TaskFailure('source.unreachable', { cause: error }) : sourceFailure(unsafe);
}
