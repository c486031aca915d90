import { lookup } from 'node:dns/promises';
import { errorCode } from './error-code.js';
import { LivePeer } from './live-peer.js';

/** How soon a new replica is noticed. */
const RESOLVE_MS = 5_000;

export interface LivePeersOptions {
  /** Base addresses of the other processes. */
  addresses: readonly string[];
  adminKey: string;
  /** Every address of a host name. */
  resolve?: (host: string) => Promise<string[]>;
}

const resolveAll = async (host: string): Promise<string[]> =>
  (await lookup(host.replace(/^\[|\]$/g, ''), { all: true })).map(({ address }) => address);

/** The other processes of the product, found by name again and again while somebody watches, and left alone otherwise. */
export class LivePeers {
  readonly #bases: URL[];
  readonly #adminKey: string;
  readonly #resolve: (host: string) => Promise<string[]>;
  readonly #peers = new Map<string, LivePeer>();
  /** Names that lead nowhere, and why. */
  readonly #unresolved = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ addresses, adminKey, resolve = resolveAll }: LivePeersOptions) {
    this.#bases = addresses.map((address) => new URL(address));
    this.#adminKey = adminKey;
    this.#resolve = resolve;
  }

  get peers(): readonly LivePeer[] {
    return [...this.#peers.values()];
  }

  get unresolved(): ReadonlyMap<string, string> {
    return this.#unresolved;
  }

  start(): () => void {
    if (this.#bases.length > 0) {
      this.#timer ??= setInterval(() => void this.#find(), RESOLVE_MS);
      void this.#find();
    }
    return () => {
      clearInterval(this.#timer);
      this.#timer = undefined;
      for (const peer of this.#peers.values()) peer.stop();
      this.#peers.clear();
    };
  }

  async #find(): Promise<void> {
    await Promise.all(this.#bases.map((base) => this.#findAt(base)));
  }

  async #findAt(base: URL): Promise<void> {
    let addresses: string[] = [];
    try {
      addresses = await this.#resolve(base.hostname);
      this.#unresolved.delete(base.host);
    } catch (error) {
      this.#unresolved.set(base.host, errorCode(error) || 'unknown name');
    }
    if (this.#timer === undefined) return;
    const wanted = new Map(addresses.map((address) => [`${base.href} ${address}`, address]));
    for (const [key, peer] of this.#peers) {
      if (!key.startsWith(`${base.href} `) || wanted.has(key)) continue;
      peer.stop();
      this.#peers.delete(key);
    }
    for (const [key, address] of wanted) {
      if (!this.#peers.has(key)) this.#peers.set(key, new LivePeer({ base, address }, this.#adminKey));
    }
  }
}
