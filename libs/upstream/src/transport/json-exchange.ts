import type { Attempt, Reply, TokenUsage, UpstreamError } from '../core/index.js';
import type { CallListener, HttpCall } from './http-call.js';
import type { HttpReply } from './http-reply.js';
import { statusFailure } from './http-status.js';

export interface Decoded<T> {
  value: T;
  usage?: TokenUsage;
}

/** Reads what an upstream says about its refusal; implemented by the server. */
interface Explainer {
  explained(failure: UpstreamError, opened: { call: HttpCall; reply: HttpReply }): Promise<UpstreamError>;
}

/** One JSON call, from its head to its decoded body: settles one promise, once the call has ended. */
export class JsonExchange<T> implements CallListener {
  #reply: HttpReply | undefined = undefined;
  #refused = false;

  constructor(
    private readonly explainer: Explainer,
    private readonly attempt: Attempt,
    private readonly decode: (text: string) => Decoded<T>,
    private readonly resolve: (reply: Reply<T>) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  onReply(reply: HttpReply, call: HttpCall): void {
    const failure = statusFailure(reply, Date.now());
    if (failure === undefined) {
      this.#reply = reply;
      reply.body.collect();
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
      const { value, usage } = this.decode(reply.body.take().toString('utf8'));
      this.resolve({ value, ended: usage === undefined ? { outcome: 'success' } : { outcome: 'success', usage } });
    } catch (error) {
      this.reject(error);
    }
  }
}
