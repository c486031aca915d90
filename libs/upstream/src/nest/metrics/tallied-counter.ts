import { Counter, type CounterConfiguration } from 'prom-client';
import { Series } from './series.js';

class Tally {
  value = 0;
}

type Options<L extends string> = Pick<CounterConfiguration<L>, 'name' | 'help' | 'registers'> & {
  labelNames: readonly L[];
};

/** A counter for hot paths: counting is an addition, and prom-client hears of it when somebody asks. */
export class TalliedCounter<L extends string> {
  readonly #series: Series<L, Tally>;

  constructor({ labelNames, ...options }: Options<L>) {
    const series = new Series<L, Tally>(labelNames, () => new Tally());
    this.#series = series;
    new Counter<L>({
      ...options,
      labelNames: [...labelNames],
      collect() {
        this.reset();
        for (const { labels, series: tally } of series.all) this.inc(labels, tally.value);
      },
    });
  }

  /** Adds to the series with these label values, in the order of the names. */
  add(amount: number, first: string, second?: string, third?: string): void {
    this.#series.of(first, second, third).value += amount;
  }
}
