import type { FastifyReply } from 'fastify';
import type { Kind } from './kinds.js';

/** What a handler throws to answer with an error in its protocol's own shape. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string | null = null,
    readonly param: string | null = null,
  ) {
    super(message);
  }
}

export interface ErrorInit {
  status: number;
  message: string;
  code?: string | null;
  param?: string | null;
}

/** Sends an error as the real service of that kind would. */
export function sendError(reply: FastifyReply, kind: Kind | undefined, error: ErrorInit): FastifyReply {
  const { status, message, code = null, param = null } = error;
  void reply.code(status);
  switch (kind) {
    case 'llm':
    case 'embedding':
      return reply.send({ error: { message, type: openAiType(status), param, code: code ?? openAiCode(status) } });
    case 'rerank':
      return reply.send({ message });
    case 'search':
      return reply.send({ message, statusCode: status });
    case 'oss':
      return reply.type('application/xml').send(s3Error(code ?? s3Code(status), message));
    case 'web':
      return reply.type('text/html; charset=utf-8').send(`<!doctype html><title>${status}</title><h1>${message}</h1>`);
    case undefined:
      return reply.send({ error: { message, code } });
  }
}

function openAiType(status: number): string {
  if (status === 429) return 'rate_limit_error';
  if (status === 401) return 'authentication_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

function openAiCode(status: number): string | null {
  if (status === 429) return 'rate_limit_exceeded';
  return status === 401 ? 'invalid_api_key' : null;
}

function s3Code(status: number): string {
  if (status === 429 || status === 503) return 'SlowDown';
  return status >= 500 ? 'InternalError' : 'InvalidRequest';
}

export function s3Error(code: string, message: string, resource = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><Resource>${escapeXml(resource)}</Resource><RequestId>SANDBOX</RequestId></Error>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
