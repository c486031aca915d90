import type { ExecutionContext } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { AnswerResult } from './answer-result.js';
import { TalliedCounter } from './tallied-counter.js';

/** Counts how requests end, by handler; counts nothing without a registry. */
export class AnswerMetrics {
  readonly #answers: TalliedCounter<'handler' | 'result'> | undefined;

  constructor(registry?: Registry) {
    this.#answers =
      registry &&
      new TalliedCounter({
        name: 'upstream_answers_total',
        help: 'Requests by how they ended for their callers.',
        labelNames: ['handler', 'result'],
        registers: [registry],
      });
  }

  get enabled(): boolean {
    return this.#answers !== undefined;
  }

  /** @param handler named by the code, not by the path: bounded whatever callers ask for */
  count(handler: string, result: AnswerResult): void {
    this.#answers?.add(1, handler, result);
  }
}

/** A route's handler as the metric names it. */
export function handlerOf(context: ExecutionContext): string {
  return `${context.getClass().name}.${context.getHandler().name}`;
}
