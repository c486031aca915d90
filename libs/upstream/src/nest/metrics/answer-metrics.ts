import type { ExecutionContext } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import type { AnswerResult } from './answer-result.js';

/** Counts how requests end, by handler; counts nothing without a registry. */
export class AnswerMetrics {
  readonly #answers: Counter<'handler' | 'result'> | undefined;

  constructor(registry?: Registry) {
    this.#answers =
      registry &&
      new Counter({
        name: 'upstream_answers_total',
        help: 'Requests by how they ended for their callers.',
        labelNames: ['handler', 'result'],
        registers: [registry],
      });
  }

  get enabled(): boolean {
    return this.#answers !== undefined;
  }

  count(context: ExecutionContext, result: AnswerResult): void {
    // Named by the code, not by the path: bounded whatever callers ask for.
    this.#answers?.inc({ handler: `${context.getClass().name}.${context.getHandler().name}`, result });
  }
}
