import {
  classifyByCode,
  type AbortListener,
  type Attempt,
  type Reply,
  type Settlement,
  type TokenUsage,
} from '../../core/index.js';
import type { ByteBody } from '../../transport/byte-body.js';
import type { HttpCall } from '../../transport/http-call.js';
import type { OpenReply } from '../../transport/http-server.js';

/** A 2xx answer that has begun, to be passed on. */
export interface Forwarded {
  readonly status: number;
  /** By lower-case name; hop-by-hop headers are left out. */
  readonly headers: Record<string, string>;
  /**
   * The bytes as they come, unchanged; or all of them with `bytes()`. Read once. Breaks with an UpstreamError when the upstream
   * does; leaving the loop early aborts the upstream.
   */
  readonly body: ByteBody;
  /**
   * Tells what was used; the first call counts. Call it while or right after reading the last bytes (or after they broke off): the
   * reservation is settled then. Without it the reservation stands as the charge.
   */
  settle(usage?: TokenUsage): void;
  /** Aborts the upstream: the client has left. Default reason: `call.cancelled`. */
  abort(reason?: unknown): void;
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'trailer',
]);

export function forwardReply({ call, reply }: OpenReply, attempt: Attempt): Reply<Forwarded> {
  const settlement = new ForwardSettlement(call, reply.body, attempt);
  const value: Forwarded = {
    status: reply.status,
    headers: endToEnd(reply.headers()),
    body: reply.body,
    settle: (usage) => {
      settlement.settle(usage);
    },
    abort: (reason) => {
      call.cancel(reason);
    },
  };
  return { value, ended: settlement.settled };
}

/**
 * Waits for both ends of a forwarded answer: the call has left the wire, and the gateway has said what was used. Somebody who has
 * read everything (or seen it break) and says nothing is not waited for longer than one turn of the event loop; somebody who stops
 * reading, not longer than the attempt.
 */
class ForwardSettlement implements AbortListener {
  readonly settled: Promise<Settlement>;
  readonly #call: HttpCall;
  readonly #attempt: Attempt;
  #resolve!: (settlement: Settlement) => void;
  #usage: TokenUsage | undefined;
  #told = false;
  #offWire = false;

  constructor(call: HttpCall, body: ByteBody, attempt: Attempt) {
    this.#call = call;
    this.#attempt = attempt;
    this.settled = new Promise((resolve) => (this.#resolve = resolve));
    void call.ended.then(() => {
      this.#offWire = true;
      if (this.#told) this.#finish();
      else if (call.failure) this.#finishSoon();
      else attempt.listen(this);
    });
    body.whenConsumed(() => {
      this.#finishSoon();
    });
  }

  settle(usage: TokenUsage | undefined): void {
    if (this.#told) return;
    this.#told = true;
    this.#usage = usage;
    if (this.#offWire) this.#finish();
  }

  /** The attempt's time is over, or its caller has left. */
  onAbort(): void {
    this.#finishSoon();
  }

  #finishSoon(): void {
    setImmediate(() => {
      this.#told = true;
      if (this.#offWire) this.#finish();
    });
  }

  #finish(): void {
    this.#attempt.unlisten(this);
    const failure = this.#call.failure;
    const outcome = failure ? classifyByCode(failure).outcome : 'success';
    this.#resolve(this.#usage === undefined ? { outcome } : { outcome, usage: this.#usage });
  }
}

function endToEnd(headers: Record<string, string | string[]>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!HOP_BY_HOP.has(name)) kept[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return kept;
}
