import type { Attempt, ReplyListener, TokenUsage, UpstreamError } from '../core/index.js';
import type { CallListener, HttpCall } from './http-call.js';
import type { HttpReply } from './http-reply.js';
import { statusFailure } from './http-status.js';

export interface Decoded<T> {
  value: T;
  usage?: TokenUsage;
}

/** Takes a whole answer. Computes and nothing else: it is told outside of the caller's scope. */
export interface AnswerReader<T> {
  /** A 2xx answer has begun. */
  onHead(status: number): void;
  /** What the answer says. What it throws is the upstream's failure. */
  read(bytes: Buffer): Decoded<T>;
}

/** Reads what an upstream says about its refusal; implemented by the server. */
export interface Explainer {
  explained(failure: UpstreamError, opened: { call: HttpCall; reply: HttpReply }): Promise<UpstreamError>;
}

/** One call whose answer is wanted whole: tells of one reply, once the call has ended. */
export class Exchange<T> implements CallListener {
  #reply: HttpReply | undefined = undefined;
  #refused = false;

  constructor(
    private readonly explainer: Explainer,
    private readonly attempt: Attempt,
    private readonly reader: AnswerReader<T>,
    private readonly told: ReplyListener<T>,
  ) {}

  onReply(reply: HttpReply, call: HttpCall): void {
    const failure = statusFailure(reply, Date.now());
    if (failure === undefined) {
      this.#reply = reply;
      reply.body.collect();
      this.reader.onHead(reply.status);
      return;
    }
    this.#refused = true;
    const refuse = (error: unknown): void => {
      this.told.failed(error);
    };
    void this.explainer.explained(failure, { call, reply }).then(refuse, refuse);
  }

  onEnded(call: HttpCall): void {
    this.attempt.unlisten(call);
    if (this.#refused) return;
    const reply = this.#reply;
    if (call.failure !== undefined || reply === undefined) {
      this.told.failed(call.failure);
      return;
    }
    let read: Decoded<T>;
    try {
      read = this.reader.read(reply.body.take());
    } catch (error) {
      this.told.failed(error);
      return;
    }
    const { value, usage } = read;
    this.told.replied({ value, ended: usage === undefined ? { outcome: 'success' } : { outcome: 'success', usage } });
  }
}
