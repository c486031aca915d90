import type { Dispatcher } from 'undici';

/** Collects an answer's text and does nothing else: as cheap as a call through undici can be. */
export class LowestHandler implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];

  constructor(
    private readonly resolve: (text: string) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  onConnect(): void {
    // Nothing to note.
  }

  onHeaders(): boolean {
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    this.resolve(Buffer.concat(this.#chunks).toString('utf8'));
  }

  onError(error: Error): void {
    this.reject(error);
  }
}
