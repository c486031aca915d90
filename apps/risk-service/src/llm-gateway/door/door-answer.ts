import type { Logger } from '@nestjs/common';
import { sendError } from '@tradewind/platform';
import {
  type AbortListener,
  type AnswerMetrics,
  type CallScope,
  resultOfAnswer,
  resultOfError,
  writeUsage,
} from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Names and values in turn, which is what Node is quickest with. */
class HeaderList {
  readonly list: (string | number | string[])[] = [];

  readonly add = (name: string, value: string | number | string[]): void => {
    this.list.push(name, value);
  };

  addAll(headers: Readonly<Record<string, string | number | string[] | undefined>>): void {
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) this.list.push(name, value);
    }
  }
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** What the answers of one route have in common. */
export interface DoorRoute {
  /** As the metric of answers names it. */
  readonly handler: string;
  readonly metrics: AnswerMetrics;
  readonly logger: Logger;
}

/**
 * The answer to one request. It is given once: by whoever serves the request, or at the deadline, whichever comes first. An
 * answer that has begun is left to its writer.
 */
export class DoorAnswer implements AbortListener {
  #over = false;

  constructor(
    private readonly route: DoorRoute,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
    readonly scope: CallScope,
  ) {
    scope.deadline.listen(this);
  }

  /** The bytes of the request's body; undefined when it had none. */
  get body(): Buffer | undefined {
    const { body } = this.request;
    return Buffer.isBuffer(body) ? body : undefined;
  }

  /** Whether it is too late for an answer of one's own. */
  get begun(): boolean {
    return this.reply.sent || this.reply.raw.headersSent;
  }

  /** Sends a whole answer, past Fastify, which has nothing to add to it. Adds to `headers` what every answer has. */
  send(status: number, headers: Readonly<Record<string, string>>, body: Buffer | string): void {
    if (this.begun) return;
    const { reply } = this;
    const all = new HeaderList();
    all.addAll(reply.getHeaders());
    all.addAll(headers);
    writeUsage(this.scope.usage, all.add);
    all.add('content-type', JSON_TYPE);
    all.add('content-length', String(Buffer.byteLength(body)));
    reply.hijack();
    // Of a text Node makes one piece with the head, which is written at once; bytes are a second one.
    reply.raw.writeHead(status, all.list).end(body);
  }

  /** The request was served. */
  end(): void {
    if (!this.#finish()) return;
    this.route.metrics.count(this.route.handler, resultOfAnswer(this.scope));
  }

  /** Tells the caller what went wrong, while it can be told by status. */
  fail(error: unknown): void {
    if (!this.#finish()) return;
    const { request, reply, route, scope } = this;
    route.metrics.count(route.handler, resultOfError(error));
    if (!this.begun) writeUsage(scope.usage, (name, value) => void reply.header(name, value));
    sendError(request, reply, error, route.logger);
  }

  /** The deadline has come, or the client has left. */
  onAbort(reason: unknown): void {
    if (!this.begun) this.fail(reason);
  }

  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.scope.deadline.unlisten(this);
    return true;
  }
}
