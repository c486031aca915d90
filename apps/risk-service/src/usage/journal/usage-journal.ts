import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Segment } from './segment.js';

/** Ends the name of every file of a journal. */
export const SUFFIX = '.jsonl';
/** A file is sealed at this size; what a crash leaves is read back in pieces hardly larger. */
const SEGMENT_BYTES = 1024 * 1024;

/**
 * The ledger's write-ahead files: a row is here before its answer ends, and in the database a moment later. Several processes
 * may share the directory; each writes files of its own, whose names begin with `writer`.
 */
export class UsageJournal {
  readonly #segments = new Map<string, Segment>();
  #current: Segment | undefined;
  #opened = 0;

  /** @throws when the directory cannot be made or written */
  constructor(
    readonly directory: string,
    private readonly writer: string,
  ) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#current = this.#open();
  }

  /** Writes one line and returns the file it is in, which has to be told when the row is stored. @throws when it cannot be written */
  write(line: string): Segment {
    let segment = this.#current ?? this.#open();
    if (segment.bytes >= SEGMENT_BYTES) {
      segment.seal();
      segment = this.#open();
    }
    segment.write(line);
    return segment;
  }

  /** Whether a file of the directory is being written, or still needed, by this process. */
  owns(path: string): boolean {
    return this.#segments.has(path);
  }

  /** Shows processes that share the directory that this one lives. */
  touch(now: Date): void {
    for (const segment of this.#segments.values()) segment.touch(now);
  }

  /** Files whose rows are all stored go; the others stay for whoever comes next. */
  close(): void {
    this.#current?.seal();
    this.#current = undefined;
  }

  #open(): Segment {
    const path = join(this.directory, `${this.writer}-${String((this.#opened += 1))}${SUFFIX}`);
    const segment = new Segment(path, () => this.#segments.delete(path));
    this.#segments.set(path, segment);
    this.#current = segment;
    return segment;
  }
}
