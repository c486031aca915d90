import type { Logger } from '@nestjs/common';
import type { Exchange } from '@tradewind/platform';
import {
  type AbortListener,
  type AnswerMetrics,
  type CallScope,
  resultOfAnswer,
  resultOfError,
  writeUsage,
} from '@tradewind/upstream';

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
    readonly exchange: Exchange,
    /** The bytes of the request's body; undefined when it had none. */
    readonly body: Buffer | undefined,
  ) {
    exchange.scope.deadline.listen(this);
  }

  get scope(): CallScope {
    return this.exchange.scope;
  }

  /** Whether it is too late for an answer of one's own. */
  get begun(): boolean {
    return this.exchange.begun;
  }

  /** Sends a whole answer. Adds to `headers` what every answer has. */
  send(status: number, headers: Readonly<Record<string, string>>, body: Buffer | string): void {
    if (this.begun) return;
    const { exchange } = this;
    exchange.headers.setAll(headers);
    writeUsage(exchange.scope.usage, exchange.headers.set);
    exchange.send(status, JSON_TYPE, body);
  }

  /** The request was served. */
  end(): void {
    if (!this.#finish()) return;
    this.route.metrics.count(this.route.handler, resultOfAnswer(this.scope));
  }

  /** Tells the caller what went wrong, while it can be told by status. */
  fail(error: unknown): void {
    if (!this.#finish()) return;
    const { exchange, route } = this;
    route.metrics.count(route.handler, resultOfError(error));
    if (!this.begun) writeUsage(exchange.scope.usage, exchange.headers.set);
    exchange.sendError(error, route.logger);
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
