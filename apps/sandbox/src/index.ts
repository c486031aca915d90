import type { AddressInfo } from 'node:net';
import type { DialInput, DialSettings } from './dials/dial.js';
import type { KindStats } from './stats/stats.js';
import type { Kind } from './kinds.js';
import { createServer } from './server.js';

export type { DialInput, DialSettings } from './dials/dial.js';
export type { KindStats } from './stats/stats.js';
export type { Kind } from './kinds.js';

export interface SandboxOptions {
  /** 0 (default) takes a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Where `POST /load` sends its requests; without it there is no load. */
  loadTarget?: string | undefined;
}

/** A running sandbox. `dial` and `stats` are the in-process twins of `POST /dials` and `GET /stats`. */
export interface Sandbox {
  /** Without a trailing slash, e.g. `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Turns dials; throws with a readable message when a setting is unknown or out of range. */
  dial(input: DialInput | DialInput[]): void;
  /** Puts every dial back, or those of one kind. */
  resetDials(kind?: Kind): void;
  settings(kind: Kind, scope?: { model?: string; path?: string }): DialSettings;
  stats(): Record<Kind, KindStats>;
  resetStats(): void;
  /** Ends at once, hanging and streaming answers included. */
  close(): Promise<void>;
}

/** Starts the stand-in downstreams. For development and tests only: nothing deployed may call this. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { server, board, stats } = createServer(options.loadTarget);
  await server.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  const { address, port, family } = server.server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    port,
    dial: (input) => board.turn(input),
    resetDials: (kind) => board.reset(kind),
    settings: (kind, scope = {}) => board.resolve({ kind, ...scope }).settings,
    stats: () => stats.snapshot(),
    resetStats: () => stats.reset(),
    close: () => server.close(),
  };
}
