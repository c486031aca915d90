const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** One message of PostgreSQL's frontend protocol, version 3. `type` is its letter, or what an untyped first message is. */
export interface FrontendMessage {
  type: 'startup' | 'encryption' | 'cancel' | (string & {});
  bytes: Uint8Array;
}

/** Cuts a client's byte stream into whole messages, wherever the network has cut it. */
export class FrontendMessages {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  /** @throws Error when the bytes cannot be this protocol; the connection is beyond repair then. */
  push(chunk: Buffer): FrontendMessage[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const messages: FrontendMessage[] = [];
    for (let message = this.next(); message; message = this.next()) messages.push(message);
    return messages;
  }

  private next(): FrontendMessage | undefined {
    const headerBytes = this.started ? 1 : 0;
    if (this.rest.length < headerBytes + 4) return undefined;
    const length = headerBytes + this.rest.readInt32BE(headerBytes);
    if (length < headerBytes + 4 || length > MAX_MESSAGE_BYTES) throw new Error('not a PostgreSQL client');
    if (this.rest.length < length) return undefined;
    const bytes = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return { type: this.started ? String.fromCharCode(bytes[0] ?? 0) : this.classifyFirst(bytes), bytes };
  }

  private classifyFirst(bytes: Buffer): FrontendMessage['type'] {
    const code = bytes.length >= 8 ? bytes.readInt32BE(4) : 0;
    if (code === SSL_REQUEST || code === GSS_REQUEST) return 'encryption';
    if (code === CANCEL_REQUEST) return 'cancel';
    this.started = true;
    return 'startup';
  }
}
