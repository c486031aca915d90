import { closeSync, futimesSync, openSync, rmSync, writeSync } from 'node:fs';

/** One file of a journal, which one process alone writes. It goes when it is sealed and every row in it is in the database. */
export class Segment {
  readonly #fd: number;
  readonly #onRemoved: (segment: Segment) => void;
  #bytes = 0;
  #unstored = 0;
  #sealed = false;

  constructor(
    readonly path: string,
    onRemoved: (segment: Segment) => void,
  ) {
    this.#fd = openSync(path, 'ax', 0o600);
    this.#onRemoved = onRemoved;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Hands a line to the operating system, from where a crash of this process cannot take it. @throws when the disk is full */
  write(line: string): void {
    const text = `${line}\n`;
    // A text spares a buffer; what a full disk cut off is a matter of bytes.
    let written = writeSync(this.#fd, text);
    const length = Buffer.byteLength(text);
    if (written < length) {
      const bytes = Buffer.from(text);
      while (written < length) written += writeSync(this.#fd, bytes, written);
    }
    this.#bytes += length;
    this.#unstored += 1;
  }

  /** One of its rows is in the database, or has been given up. */
  stored(): void {
    this.#unstored -= 1;
    if (this.#sealed && this.#unstored === 0) this.#remove();
  }

  /** Nothing more will be written to it. */
  seal(): void {
    if (this.#sealed) return;
    this.#sealed = true;
    if (this.#unstored === 0) this.#remove();
  }

  /** Shows others that its writer lives. */
  touch(now: Date): void {
    futimesSync(this.#fd, now, now);
  }

  #remove(): void {
    closeSync(this.#fd);
    rmSync(this.path, { force: true });
    this.#onRemoved(this);
  }
}
