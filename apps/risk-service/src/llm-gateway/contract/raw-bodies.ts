import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Keeps the text of `/v1` request bodies beside their parsed form, so that what is passed on is what the client wrote. */
@Injectable()
export class RawBodies implements OnModuleInit {
  private readonly pieces = new WeakMap<FastifyRequest, (string | Buffer)[]>();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('preParsing', (request, _reply, payload, done) => {
      if (request.url.startsWith('/v1/')) {
        const pieces: (string | Buffer)[] = [];
        this.pieces.set(request, pieces);
        // Listens beside Fastify's own reader, which goes on to enforce the limit of the body and closes what exceeds it.
        payload.on('data', (piece: string | Buffer) => pieces.push(piece));
      }
      done(null, payload);
    });
  }

  /** The body of a request as it came; empty when it had none. */
  of(request: FastifyRequest): Buffer {
    const pieces = this.pieces.get(request) ?? [];
    return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
  }
}
