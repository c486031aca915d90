import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { QueueModule } from '@tradewind/platform';
import { RagConfigModule } from '../rag-config.module.js';
import { TASK_QUEUE, TaskTickets } from './task-tickets.js';

/** The queue of tickets, for both processes. */
@Module({
  imports: [RagConfigModule, QueueModule, BullModule.registerQueue({ name: TASK_QUEUE })],
  providers: [TaskTickets],
  exports: [RagConfigModule, QueueModule, TaskTickets],
})
export class TaskQueueModule {}
