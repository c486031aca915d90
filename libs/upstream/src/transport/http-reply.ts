import { util } from 'undici';
import type { ByteBody } from './byte-body.js';

/** The head of an answer; `header` looks one up by its lower-case name. */
export interface HttpReply {
  readonly status: number;
  header(name: string): string | undefined;
  /** All headers by lower-case name. */
  headers(): Record<string, string | string[]>;
  readonly body: ByteBody;
}

/** Headers as they came; most calls look at two of them, so they are taken apart only when somebody wants all. */
export class RawReply implements HttpReply {
  #parsed: Record<string, string | string[]> | undefined = undefined;

  constructor(
    readonly status: number,
    private readonly raw: readonly Buffer[],
    readonly body: ByteBody,
  ) {}

  header(name: string): string | undefined {
    const { raw } = this;
    for (let at = 0; at + 1 < raw.length; at += 2) {
      const key = raw[at];
      if (key?.length === name.length && key.toString('latin1').toLowerCase() === name) {
        return raw[at + 1]?.toString('latin1');
      }
    }
    return undefined;
  }

  headers(): Record<string, string | string[]> {
    this.#parsed ??= util.parseHeaders([...this.raw]);
    return this.#parsed;
  }
}
