import type { AnswerReader, Decoded } from './exchange.js';

/** Reads an answer as text. */
export class JsonReader<T> implements AnswerReader<T> {
  constructor(private readonly decode: (text: string) => Decoded<T>) {}

  onHead(): void {
    // Nothing depends on it.
  }

  read(bytes: Buffer): Decoded<T> {
    return this.decode(bytes.toString('utf8'));
  }
}
