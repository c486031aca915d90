import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { loadPlatformConfig } from '../config/platform-config.js';
import { configuredWorker } from './configured-worker.js';
import { QueueRuntime } from './queue-runtime.js';

const runtime = {
  provide: QueueRuntime,
  useFactory: (): QueueRuntime => {
    const created = new QueueRuntime(loadPlatformConfig());
    created.install();
    BullModule.workerClass = configuredWorker(created.workerOptions);
    return created;
  },
};

@Module({ providers: [runtime], exports: [QueueRuntime] })
class QueueRuntimeModule {}

/**
 * Wires BullMQ to Redis or to PostgreSQL by configuration. Import it once in a module that owns queues, beside
 * `BullModule.registerQueue({ name })`; inject {@link QueueRuntime} for workers made by hand.
 */
@Module({
  imports: [
    QueueRuntimeModule,
    BullModule.forRootAsync({
      imports: [QueueRuntimeModule],
      inject: [QueueRuntime],
      useFactory: (queues: QueueRuntime) => queues.queueOptions,
    }),
  ],
  exports: [QueueRuntimeModule],
})
export class QueueModule {}
