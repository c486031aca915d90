import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RagEnv, type RagConfig } from '../rag.config.js';
import { TaskFailure } from '../tasks/failures.js';
import { DocumentFetcher } from './document-fetcher.js';

const PDF = Buffer.from('%PDF-1.7\nhello\n%%EOF');

describe('DocumentFetcher', () => {
  let directory: string;
  let server: Server | undefined;
  let fetcher: DocumentFetcher | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fetcher-spec-'));
  });

  afterEach(async () => {
    await fetcher?.onModuleDestroy();
    server?.closeAllConnections();
    await new Promise((done) => (server ? server.close(done) : done(undefined)));
    server = undefined;
    await rm(directory, { recursive: true, force: true });
  });

  async function serve(listener: RequestListener): Promise<string> {
    server = createServer(listener);
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  function fetch(link: string, config: Partial<RagConfig> = {}, signal = new AbortController().signal) {
    fetcher = new DocumentFetcher({ ...RagEnv.parse({}), RAG_ALLOW_PRIVATE_ADDRESSES: true, ...config });
    return fetcher.fetch(link, join(directory, 'out.pdf'), signal);
  }

  it('streams a PDF into the file and tells its size and hash', async () => {
    const origin = await serve((_request, response) => response.end(PDF));
    const fetched = await fetch(`${origin}/a.pdf?Signature=x`);
    expect(await readFile(fetched.path)).toEqual(PDF);
    expect(fetched).toMatchObject({ bytes: PDF.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('stops a file that is too large, announced or not', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/announced') response.setHeader('content-length', 1_000_000);
      response.write(PDF);
      response.write(Buffer.alloc(500_000));
    });
    const limits = { RAG_MAX_DOCUMENT_BYTES: 100_000 };
    await expect(fetch(`${origin}/announced`, limits)).rejects.toMatchObject({ code: 'document.too_large' });
    await expect(fetch(`${origin}/streamed`, limits)).rejects.toMatchObject({ code: 'document.too_large' });
  });

  it('stops a file of 200 MB at its limit and keeps no more of it than that', async () => {
    const block = Buffer.alloc(1_048_576, 'x');
    let sent = 0;
    const origin = await serve((_request, response) => {
      response.write(PDF);
      const more = (): void => {
        if (sent >= 200 * block.length || response.destroyed) response.end();
        else {
          sent += block.length;
          response.write(block, more);
        }
      };
      more();
    });
    await expect(fetch(`${origin}/huge.pdf`)).rejects.toMatchObject({ code: 'document.too_large' });
    const { size } = await stat(join(directory, 'out.pdf'));
    expect(size).toBeLessThanOrEqual(RagEnv.parse({}).RAG_MAX_DOCUMENT_BYTES);
    expect(sent).toBeLessThan(150 * block.length);
  });

  it('lets the signature of a link into no error', async () => {
    const origin = await serve((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://x');
      const status = { '/denied': 403, '/gone': 404, '/html': 200 }[pathname] ?? 302;
      response.writeHead(status, { location: 'http://169.254.169.254/?Signature=s3cret' }).end('<html>');
    });
    const closed = 'http://127.0.0.1:1025';
    const links = [
      `${origin}/denied`,
      `${origin}/gone`,
      `${origin}/html`,
      `${origin}/away`,
      `${closed}/x`,
      'http://nowhere.invalid/x',
    ];
    for (const link of links) {
      const error: unknown = await fetch(`${link}?Signature=s3cret`).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TaskFailure);
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain('s3cret');
    }
  });

  it('recognises by its content what is not a PDF', async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(`<html>${'x'.repeat(5_000)}`),
    );
    await expect(fetch(`${origin}/a.pdf`)).rejects.toMatchObject({ code: 'document.not_pdf' });
  });

  it.each([
    [403, 'source.denied'],
    [404, 'source.not_found'],
    [410, 'source.not_found'],
    [500, 'source.unreachable'],
  ])('says of status %i: %s', async (status, code) => {
    const origin = await serve((_request, response) => response.writeHead(status).end());
    await expect(fetch(`${origin}/a.pdf`)).rejects.toMatchObject({ code });
  });

  it('ends a download that drips at its time limit', async () => {
    const origin = await serve((_request, response) => response.write(PDF));
    await expect(fetch(`${origin}/a.pdf`, { RAG_FETCH_TIMEOUT_MS: 100 })).rejects.toMatchObject({
      code: 'source.timeout',
    });
  });

  it('checks every hop of a redirect like the first', async () => {
    const origin = await serve((request, response) => {
      const target: Record<string, string> = {
        '/meta': 'http://169.254.169.254/latest',
        '/file': 'file:///etc/passwd',
        '/loop': '/loop',
      };
      const location = target[request.url ?? ''];
      if (location) response.writeHead(302, { location }).end();
      else response.end(PDF);
    });
    await expect(fetch(`${origin}/meta`)).rejects.toMatchObject({ code: 'source.forbidden_address' });
    await expect(fetch(`${origin}/file`)).rejects.toMatchObject({ code: 'source.invalid_url' });
    await expect(fetch(`${origin}/loop`)).rejects.toMatchObject({ code: 'source.unreachable' });
  });

  it('does not connect to a name that resolves to a private address', async () => {
    const origin = await serve((_request, response) => response.end(PDF));
    const link = origin.replace('127.0.0.1', 'localhost');
    await expect(fetch(link, { RAG_ALLOW_PRIVATE_ADDRESSES: false })).rejects.toMatchObject({
      code: 'source.forbidden_address',
    });
  });

  it('stops at once when the task is cancelled, with the reason of the cancellation', async () => {
    const origin = await serve((_request, response) => response.write(PDF));
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const fetching = fetch(`${origin}/a.pdf`, {}, cancel.signal);
    cancel.abort(reason);
    await expect(fetching).rejects.toBe(reason);
  });
});
