import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { s3Error } from '../errors.js';
import { parseRange } from './range.js';

const folder = new URL('../../assets/oss/', import.meta.url);
const name = /^[\w.-]{1,200}$/;

interface StoredObject {
  bytes: Buffer;
  etag: string;
  modified: string;
  type: string;
}

/** A bucket like S3's or OSS's. The query, and with it any pre-signature, is ignored. */
export function installOss(server: FastifyInstance): void {
  server.get<{ Params: { '*': string } }>(
    '/oss/*',
    { config: { kind: 'oss' }, exposeHeadRoute: false },
    async (request, reply) => serve(request, reply, request.params['*']),
  );
  server.head<{ Params: { '*': string } }>('/oss/*', { config: { kind: 'oss' } }, async (request, reply) =>
    serve(request, reply, request.params['*']),
  );
}

async function serve(request: FastifyRequest, reply: FastifyReply, key: string): Promise<FastifyReply> {
  const object = await load(key);
  if (object === undefined) {
    return reply
      .code(404)
      .type('application/xml')
      .send(s3Error('NoSuchKey', 'The specified key does not exist.', `/oss/${key}`));
  }
  const { bytes, etag, modified, type } = object;
  void reply.headers({
    etag,
    'last-modified': modified,
    'accept-ranges': 'bytes',
    'content-type': type,
    'x-amz-request-id': 'SANDBOX',
  });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const range = parseRange(request.headers.range, bytes.length);
  if (range === 'unsatisfiable') {
    const body = s3Error('InvalidRange', 'The requested range is not satisfiable', `/oss/${key}`);
    return reply.code(416).header('content-range', `bytes */${bytes.length}`).type('application/xml').send(body);
  }
  if (range === undefined) return send(request, reply, bytes);
  void reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${bytes.length}`);
  return send(request, reply, bytes.subarray(range.from, range.to + 1));
}

function send(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): FastifyReply {
  void reply.header('content-length', bytes.length);
  return request.method === 'HEAD' ? reply.send() : reply.send(bytes);
}

async function load(key: string): Promise<StoredObject | undefined> {
  if (!name.test(key) || basename(key) !== key) return undefined;
  const path = fileURLToPath(new URL(key, folder));
  try {
    const [bytes, { mtime }] = await Promise.all([readFile(path), stat(path)]);
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    return {
      bytes,
      etag,
      modified: mtime.toUTCString(),
      type: key.endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream',
    };
  } catch {
    return undefined;
  }
}
