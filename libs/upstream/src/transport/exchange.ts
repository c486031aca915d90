import type { Attempt, Reply, TokenUsage, UpstreamError } from '../core/index.js';
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

/** One call whose answer is wanted whole: settles one promise, once the call has ended. */
export class Exchange<T> implements CallListener {
  #reply: HttpReply | undefined = undefined;
  #refused = false;

  constructor(
    private readonly explainer: Explainer,
    private readonly attempt: Attempt,
    private readonly reader: AnswerReader<T>,
    private readonly resolve: (reply: Reply<T>) => void,
    private readonly reject: (error: unknown) => void,
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
    void this.explainer.explained(failure, { call, reply }).then(this.reject, this.reject);
  }

  onEnded(call: HttpCall): void {
    this.attempt.unlisten(call);
    if (this.#refused) return;
    const reply = this.#reply;
    if (call.failure !== undefined || reply === undefined) {
      this.reject(call.failure);
      return;
    }
    try {
      const { value, usage } = this.reader.read(reply.body.take());
      this.resolve({ value, ended: usage === undefined ? { outcome: 'success' } : { outcome: 'success', usage } });
    } catch (error) {
      this.reject(error);
    }
  }
}
