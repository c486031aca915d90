import {
  Histogram,
  type HistogramConfiguration,
  type MetricObjectWithValues,
  type MetricValueWithName,
} from 'prom-client';
import { type Labels, Series } from './series.js';

class Distribution {
  /** Observations by bucket; the last one is beyond all bounds. */
  readonly counts: Float64Array;
  sum = 0;

  constructor(bounds: number) {
    this.counts = new Float64Array(bounds + 1);
  }
}

type Options<L extends string> = Pick<HistogramConfiguration<L>, 'name' | 'help' | 'registers'> & {
  labelNames: readonly L[];
  /** Upper bounds, ascending. */
  buckets: readonly number[];
};

/** A histogram for hot paths: observing is two additions, and the cumulative buckets are made when somebody asks. */
export class TalliedHistogram<L extends string> {
  readonly #series: Series<L, Distribution>;
  readonly #bounds: readonly number[];

  constructor({ labelNames, buckets, ...options }: Options<L>) {
    this.#bounds = buckets;
    this.#series = new Series<L, Distribution>(labelNames, () => new Distribution(buckets.length));
    new ExportedHistogram<L>({ ...options, labelNames: [...labelNames], buckets: [...buckets] }, this.#series);
  }

  /** Observes a value of the series with these label values, in the order of the names. */
  observe(value: number, first: string, second?: string, third?: string): void {
    const distribution = this.#series.of(first, second, third);
    const bounds = this.#bounds;
    let at = 0;
    while (at < bounds.length && value > (bounds[at] ?? Infinity)) at += 1;
    distribution.counts[at] = (distribution.counts[at] ?? 0) + 1;
    distribution.sum += value;
  }
}

/** A value as a registry takes it: labels of its own, and those it has in common with the others of its series. */
type SharedValue<L extends string> = MetricValueWithName<string> & { sharedLabels: Labels<L> };

/** What the registry knows of it: values in the form in which prom-client's own histogram gives them. */
class ExportedHistogram<L extends string> extends Histogram<L> {
  readonly #configuration: HistogramConfiguration<L>;
  readonly #series: Series<L, Distribution>;
  /** Gives everything but the values. */
  readonly #empty: Histogram<L>;

  constructor(configuration: HistogramConfiguration<L>, series: Series<L, Distribution>) {
    super(configuration);
    this.#configuration = configuration;
    this.#series = series;
    this.#empty = new Histogram<L>({ ...configuration, registers: [] });
  }

  override async get(): Promise<MetricObjectWithValues<MetricValueWithName<L>>> {
    const { values, ...described } = await this.getForPromString();
    const joined = values.map(({ sharedLabels, labels, ...value }) => ({
      ...value,
      labels: { ...labels, ...sharedLabels },
    }));
    return { ...described, values: joined };
  }

  /** What a registry asks for in place of {@link get} when it writes the text. */
  async getForPromString(): Promise<MetricObjectWithValues<SharedValue<L>>> {
    const empty = await this.#empty.get();
    return { ...empty, values: this.#series.all.flatMap(({ labels, series }) => this.#valuesOf(labels, series)) };
  }

  #valuesOf(sharedLabels: Labels<L>, { counts, sum }: Distribution): SharedValue<L>[] {
    const { name, buckets = [] } = this.#configuration;
    const values: SharedValue<L>[] = [];
    let count = 0;
    [...buckets, '+Inf'].forEach((le, at) => {
      count += counts[at] ?? 0;
      values.push({ metricName: `${name}_bucket`, labels: { le }, sharedLabels, value: count });
    });
    values.push({ metricName: `${name}_sum`, labels: {}, sharedLabels, value: sum });
    values.push({ metricName: `${name}_count`, labels: {}, sharedLabels, value: count });
    return values;
  }
}
