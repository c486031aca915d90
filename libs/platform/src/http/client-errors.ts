import { ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '../errors/app-error.js';
import { answerOf } from '../errors/problem.js';
import { newId } from '../ids/new-id.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Node's codes for bytes that are no HTTP request it accepts; everything else is simply malformed. */
const KNOWN: Readonly<Record<string, { code: string; status: number; detail: string }>> = {
  HPE_HEADER_OVERFLOW: {
    code: 'request.headers_too_large',
    status: 431,
    detail: 'The headers are larger than is accepted.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    code: 'request.too_large',
    status: 413,
    detail: 'The chunk extensions are too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'request.timeout', status: 408, detail: 'The request did not arrive in time.' },
};
const MALFORMED = { code: 'request.malformed', status: 400, detail: 'This is not a valid HTTP request.' };

/** The answer to what never became a request: written to the bare socket, which is closed after it. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable && !isAnswering(socket)) socket.write(rawAnswer(error.code ?? ''));
  socket.destroy(error);
}

/**
 * Whether an answer to an earlier request of a kept connection is on its way: another one in the middle of it would be taken for a part of
 * it. Node keeps that answer in a property without documentation, which its own handler of such errors reads as well.
 */
function isAnswering(socket: Socket): boolean {
  const answer: unknown = '_httpMessage' in socket ? socket._httpMessage : undefined;
  return answer instanceof ServerResponse && answer.headersSent;
}

export function rawAnswer(errorCode: string, requestId: string = newId('req')): string {
  const { status, body } = answerOf(new AppError(KNOWN[errorCode] ?? MALFORMED), requestId);
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? 'Error'}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(text))}`,
    `X-Request-Id: ${requestId}`,
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    text,
  ].join('\r\n');
}
