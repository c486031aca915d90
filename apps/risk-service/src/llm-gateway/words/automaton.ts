const ROOT = 0;
const NONE = -1;
/** Entries of a table of all transitions at most (4 MiB); with more, each step looks its transition up by hash. */
const MAX_DENSE = 2 ** 20;

/** A state and how it is reached. */
interface Made {
  readonly state: number;
  readonly parent: number;
  readonly cls: number;
}

/**
 * Aho–Corasick automaton (Aho and Corasick, "Efficient string matching", CACM 18(6), 1975) over UTF-16 units. Whoever scans
 * keeps the state, so that a text may come in pieces, which no published package offers.
 *
 * Transitions are in one open-addressed hash table, keyed by state and unit; units that no pattern has lead to the root at once.
 */
export class Automaton {
  /** Units that occur in a pattern, numbered from 1. */
  readonly #classes = new Uint16Array(0x10000);
  #classCount = 1;
  readonly #keys: Float64Array;
  readonly #targets: Int32Array;
  readonly #mask: number;
  readonly #fail: Int32Array;
  readonly #pattern: Int32Array;
  /** Next state on the way of failures at which a pattern ends. */
  readonly #output: Int32Array;
  readonly #depth: Int32Array;
  readonly #pending: Int32Array;
  /** The state after every unit in every state, where that is not too much to keep: `state * classCount + class`. */
  readonly #dense: Int32Array | undefined;

  /**
   * @param patterns folded, none empty, no two equal
   * @param holds whether text has to be held back while this pattern may still be completed
   */
  constructor(patterns: readonly (readonly number[])[], holds: (pattern: number) => boolean) {
    const most = 1 + patterns.reduce((sum, { length }) => sum + length, 0);
    for (const unit of patterns.flat()) this.#classOf(unit);
    const slots = 2 ** Math.ceil(Math.log2(Math.max(4, most * 2)));
    this.#mask = slots - 1;
    this.#keys = new Float64Array(slots).fill(NONE);
    this.#targets = new Int32Array(slots);
    this.#fail = new Int32Array(most);
    this.#pattern = new Int32Array(most).fill(NONE);
    this.#output = new Int32Array(most).fill(NONE);
    this.#depth = new Int32Array(most);
    this.#pending = new Int32Array(most);
    this.#dense = this.#spread(this.#build(patterns, holds));
  }

  /** The state after one more unit. Scanning begins at 0, to which it always returns when nothing of a pattern is left. */
  step(state: number, unit: number): number {
    const cls = this.#classes[unit] ?? 0;
    if (cls === 0) return ROOT;
    return this.#dense === undefined
      ? this.#fallback(state, cls)
      : (this.#dense[state * this.#classCount + cls] ?? ROOT);
  }

  /** Whether a pattern ends in this state. */
  ends(state: number): boolean {
    return this.#pattern[state] !== NONE || this.#output[state] !== NONE;
  }

  /** How many of the last units may still become part of a pattern. */
  depth(state: number): number {
    return this.#depth[state] ?? 0;
  }

  /** How many of the last units may still become part of a pattern for which text is held back. */
  pending(state: number): number {
    return this.#pending[state] ?? 0;
  }

  /** Calls back for every pattern that ends in this state, the longest first. */
  matches(state: number, found: (pattern: number) => void): void {
    let at = this.#patternAt(state) === NONE ? this.#outputAfter(state) : state;
    for (; at !== NONE; at = this.#outputAfter(at)) found(this.#patternAt(at));
  }

  #patternAt(state: number): number {
    return this.#pattern[state] ?? NONE;
  }

  #outputAfter(state: number): number {
    return this.#output[state] ?? NONE;
  }

  #classOf(unit: number): number {
    const known = this.#classes[unit] ?? 0;
    if (known !== 0) return known;
    this.#classes[unit] = this.#classCount;
    return this.#classCount++;
  }

  #goto(state: number, cls: number): number {
    const key = state * 0x10000 + cls;
    let slot = this.#slotOf(key);
    for (;;) {
      const found = this.#keys[slot];
      if (found === key) return this.#targets[slot] ?? NONE;
      if (found === NONE) return NONE;
      slot = (slot + 1) & this.#mask;
    }
  }

  #slotOf(key: number): number {
    return (Math.imul(key % 0x7fffffff, 0x9e3779b1) >>> 7) & this.#mask;
  }

  #put(state: number, cls: number, target: number): void {
    const key = state * 0x10000 + cls;
    let slot = this.#slotOf(key);
    while (this.#keys[slot] !== NONE) slot = (slot + 1) & this.#mask;
    this.#keys[slot] = key;
    this.#targets[slot] = target;
  }

  /** Returns every state but the root, by depth. */
  #build(patterns: readonly (readonly number[])[], holds: (pattern: number) => boolean): Made[] {
    // States in the order of their making: parents come before children, but not by depth.
    const made: Made[] = [];
    const leadsOn = new Uint8Array(this.#fail.length);
    let count = 1;
    patterns.forEach((pattern, index) => {
      let state = ROOT;
      const hold = holds(index);
      for (const unit of pattern) {
        if (hold) leadsOn[state] = 1;
        const cls = this.#classOf(unit);
        let next = this.#goto(state, cls);
        if (next === NONE) {
          next = count++;
          this.#put(state, cls, next);
          this.#depth[next] = this.depth(state) + 1;
          made.push({ state: next, parent: state, cls });
        }
        state = next;
      }
      this.#pattern[state] = index;
    });
    // By depth, so that whatever a state falls back to is complete.
    made.sort((a, b) => this.depth(a.state) - this.depth(b.state));
    for (const { state, parent, cls } of made) {
      const fail = parent === ROOT ? ROOT : this.#fallback(this.#fail[parent] ?? ROOT, cls);
      this.#fail[state] = fail;
      this.#output[state] = this.#patternAt(fail) === NONE ? this.#outputAfter(fail) : fail;
      this.#pending[state] = leadsOn[state] === 1 ? this.depth(state) : this.pending(fail);
    }
    return made;
  }

  /** Returns undefined when there are too many transitions. @param made by depth, so that the row a state falls back to is complete */
  #spread(made: readonly Made[]): Int32Array | undefined {
    const classes = this.#classCount;
    if ((made.length + 1) * classes > MAX_DENSE) return undefined;
    const children = new Map<number, Made[]>();
    for (const each of made) {
      const siblings = children.get(each.parent);
      if (siblings === undefined) children.set(each.parent, [each]);
      else siblings.push(each);
    }
    const dense = new Int32Array((made.length + 1) * classes);
    const lead = (state: number): void => {
      for (const { cls, state: child } of children.get(state) ?? []) dense[state * classes + cls] = child;
    };
    lead(ROOT);
    for (const { state } of made) {
      const fail = this.#fail[state] ?? ROOT;
      dense.copyWithin(state * classes, fail * classes, (fail + 1) * classes);
      lead(state);
    }
    return dense;
  }

  #fallback(from: number, cls: number): number {
    for (let state = from; ; state = this.#fail[state] ?? ROOT) {
      const next = this.#goto(state, cls);
      if (next !== NONE) return next;
      if (state === ROOT) return ROOT;
    }
  }
}
