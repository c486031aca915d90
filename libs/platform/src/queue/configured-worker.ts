import type { Type } from '@nestjs/common';
import type { Processor, Worker, WorkerOptions } from 'bullmq';
import { QueueWorker } from './queue-worker.js';

/**
 * The class that `@Processor` makes its workers of: with the connection and the timing of this process. Nest would give them the
 * queue's connection, which is made for requests and gives up at once.
 */
export function configuredWorker(options: WorkerOptions): Type<Worker> {
  return class ConfiguredWorker extends QueueWorker {
    constructor(name: string, processor: Processor, own: WorkerOptions) {
      super(name, processor, { ...options, ...own, connection: options.connection });
    }
  };
}
