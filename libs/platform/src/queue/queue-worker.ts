import { Worker } from 'bullmq';

/** So long a worker waits in one command at the most, s. */
export const LONGEST_WAIT_S = 2;

/**
 * BullMQ's worker with short waits. One that waits for a delayed job would do so for ten seconds on Redis; no sooner could it tell a
 * server that has nothing to say from one that will never speak again.
 */
export class QueueWorker<Data = unknown> extends Worker<Data> {
  override get maximumBlockTimeout(): number {
    return LONGEST_WAIT_S;
  }
}
