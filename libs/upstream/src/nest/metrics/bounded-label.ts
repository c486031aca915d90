/** Keeps a label whose values come from callers from growing without bound: after `max` different ones, `other`. */
export class BoundedLabel {
  readonly #known = new Set<string>();

  constructor(private readonly max: number) {}

  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.max) return 'other';
    this.#known.add(value);
    return value;
  }
}
