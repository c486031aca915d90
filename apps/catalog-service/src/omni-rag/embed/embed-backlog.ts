import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';

/** Batches of passages that are stored and not embedded, of the documents this process works on; those in flight included. */
@Injectable()
export class EmbedBacklog {
  private batches = 0;

  constructor(registry: Registry) {
    const read = (): number => this.batches;
    new Gauge({
      name: 'rag_embedding_backlog',
      help: 'Batches of passages without a vector, of the documents this worker is at; those in flight included.',
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }

  add(batches: number): void {
    this.batches += batches;
  }
}
