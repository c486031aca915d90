import type { Socket } from 'node:net';
import { type FrontendMessage, FrontendMessages } from './frontend-messages.js';
import type { Turns } from './turns.js';

/** The part of PGlite that a session needs. */
export interface Backend {
  execProtocolRawStream(message: Uint8Array, options: { onRawData: (data: Uint8Array) => void }): Promise<void>;
}

const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);
const ROLLBACK = Buffer.concat([Buffer.of(0x51, 0, 0, 0, 13), Buffer.from('ROLLBACK\0', 'latin1')]);
const READY_FOR_QUERY = 0x5a;
const IDLE = 'I'.charCodeAt(0);
/** Messages that the backend answers with ReadyForQuery. */
const ENDS_A_CYCLE = new Set(['startup', 'S', 'Q', 'F']);

/**
 * One client's connection to the one backend. It keeps its turn from the first message of a query cycle until the backend
 * says ReadyForQuery outside a transaction. Letting messages of two clients mix earlier would let one overwrite the other's
 * unnamed statement between Parse and Bind, and make one skip messages until the other's Sync after an error.
 */
export class Session {
  private readonly messages = new FrontendMessages();
  private readonly pending: FrontendMessage[] = [];
  private endTurn: (() => void) | undefined;
  private working = false;
  private closed = false;

  constructor(
    private readonly socket: Socket,
    private readonly backend: Backend,
    private readonly turns: Turns,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.closed = true;
      void this.work();
    });
  }

  private receive(chunk: Buffer): void {
    try {
      this.pending.push(...this.messages.push(chunk));
      void this.work();
    } catch {
      this.socket.destroy();
    }
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      for (let message = this.pending.shift(); message && !this.closed; message = this.pending.shift())
        await this.handle(message);
      if (this.closed) await this.leave();
    } catch {
      // The backend itself broke on a message. The client sees its connection end, and the others go on.
      this.socket.destroy();
      this.endTurn?.();
      this.endTurn = undefined;
    } finally {
      this.working = false;
    }
    if (this.pending.length > 0 || (this.closed && this.endTurn)) await this.work();
  }

  private async handle(message: FrontendMessage): Promise<void> {
    if (message.type === 'encryption') this.socket.write('N');
    else if (message.type === 'cancel' || message.type === 'X') this.socket.end();
    else await this.execute(message);
  }

  private async execute(message: FrontendMessage): Promise<void> {
    this.endTurn ??= await this.turns.take();
    if (this.closed) return;
    const isIdle = await this.send(message.bytes, (data) => this.socket.write(data));
    if (isIdle && ENDS_A_CYCLE.has(message.type)) {
      this.endTurn();
      this.endTurn = undefined;
    }
  }

  /** A client that left in mid-cycle or in a transaction must not leave its state to the next one. */
  private async leave(): Promise<void> {
    if (!this.endTurn) return;
    const isIdle = await this.send(SYNC, () => undefined);
    if (!isIdle) await this.send(ROLLBACK, () => undefined);
    this.endTurn();
    this.endTurn = undefined;
  }

  /** Resolves with whether the answer ended with ReadyForQuery outside a transaction. */
  private async send(bytes: Uint8Array, write: (data: Buffer) => void): Promise<boolean> {
    let tail: Buffer = Buffer.alloc(0);
    await this.backend.execProtocolRawStream(bytes, {
      onRawData: (data) => {
        const copy = Buffer.from(data);
        tail = Buffer.concat([tail, copy]).subarray(-6);
        if (copy.length > 0) write(copy);
      },
    });
    return tail.length === 6 && tail[0] === READY_FOR_QUERY && tail[5] === IDLE;
  }
}
