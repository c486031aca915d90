import { Injectable } from '@nestjs/common';
import { WordAction } from '@tradewind/contracts';
import { Counter, Registry } from 'prom-client';
import type { WordHit } from '../../usage/ledger/usage-row.js';

const DIRECTIONS: readonly WordHit['in'][] = ['input', 'output'];

/** Tells Prometheus how often sensitive words are met, by what is done about them and where: never which ones. */
@Injectable()
export class WordMeter {
  readonly #hits: Counter<'action' | 'direction'>;

  constructor(registry: Registry) {
    this.#hits = new Counter({
      name: 'gateway_word_hits_total',
      help: 'Sensitive words met in requests (input) and answers (output), by what is done about them.',
      labelNames: ['action', 'direction'],
      registers: [registry],
    });
    // Known from the start, so that a first hit is seen as an increase.
    for (const action of WordAction.options) {
      for (const direction of DIRECTIONS) this.#hits.inc({ action, direction }, 0);
    }
  }

  count(action: WordAction, direction: WordHit['in']): void {
    this.#hits.inc({ action, direction });
  }
}
