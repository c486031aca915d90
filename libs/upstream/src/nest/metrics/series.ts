/** Label values by label name. */
export type Labels<L extends string> = Readonly<Record<L, string>>;

type Branch<S> = Map<string, Branch<S> | S>;

/**
 * The series of one metric by their label values, each made when it is first met. Two or three look-ups in small maps, where
 * prom-client builds and hashes an object for every observation.
 */
export class Series<L extends string, S extends object> {
  readonly #root: Branch<S> = new Map();
  readonly #all: { labels: Labels<L>; series: S }[] = [];

  constructor(
    private readonly names: readonly L[],
    private readonly make: () => S,
  ) {}

  /** Every series that was ever met. */
  get all(): readonly { labels: Labels<L>; series: S }[] {
    return this.#all;
  }

  /** The series of these label values, in the order of the names. */
  of(first: string, second?: string, third?: string): S {
    let at: Branch<S> | S | undefined = this.#root.get(first);
    if (second !== undefined && at instanceof Map) at = at.get(second);
    if (third !== undefined && at instanceof Map) at = at.get(third);
    return at === undefined || at instanceof Map ? this.#add([first, second, third]) : at;
  }

  #add(values: readonly (string | undefined)[]): S {
    const labels: Partial<Record<L, string>> = {};
    let branch = this.#root;
    const series = this.make();
    this.names.forEach((name, at) => {
      const value = values[at] ?? '';
      labels[name] = value;
      if (at === this.names.length - 1) branch.set(value, series);
      else {
        const known = branch.get(value);
        const next: Branch<S> = known instanceof Map ? known : new Map();
        branch.set(value, next);
        branch = next;
      }
    });
    this.#all.push({ labels: labels as Labels<L>, series });
    return series;
  }
}
