import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { TaskClaims, type OpenTasks } from './task-claims.js';

/** Scrapes that come closer together than this share one look at the table. */
const FRESH_MS = 1_000;

/** Depth and age of the queue, from the table that is the truth about it: what workers are scaled on. */
@Injectable()
export class TaskMetrics {
  private latest: { at: number; open: Promise<OpenTasks> } | undefined;

  constructor(
    private readonly claims: TaskClaims,
    registry: Registry,
  ) {
    const gauge = (name: string, help: string, read: (open: OpenTasks) => number): void => {
      const open = () => this.open();
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          this.set(read(await open()));
        },
      });
    };
    gauge(
      'rag_tasks_waiting',
      'Ingestion tasks waiting for a worker, those put back for later included.',
      (open) => open.waiting,
    );
    gauge('rag_tasks_running', 'Ingestion tasks a worker is at.', (open) => open.running);
    gauge(
      'rag_tasks_oldest_wait_seconds',
      'Age of the oldest waiting ingestion task.',
      (open) => open.oldestWaitSeconds,
    );
  }

  private open(): Promise<OpenTasks> {
    const now = performance.now();
    if (!this.latest || now - this.latest.at > FRESH_MS) this.latest = { at: now, open: this.claims.open() };
    return this.latest.open;
  }
}
