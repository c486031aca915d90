import { seededRandom } from '../chaos/random.js';

/** Choices that a seed repeats. */
export class Chance {
  private constructor(private readonly random: () => number) {}

  /** Of one request: it can be made again without those before it. */
  static of(seed: number, request: number): Chance {
    return new Chance(seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(request + 1, 0x85ebca6b)));
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.random() < probability;
  }

  /** A whole number in [min, max]. */
  between(min: number, max: number): number {
    return min + Math.floor(this.random() * (max - min + 1));
  }

  /** @throws RangeError when there is nothing to choose from */
  of<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(this.random() * choices.length)];
    if (chosen === undefined && choices.length === 0) throw new RangeError('There is nothing to choose from');
    return chosen as T;
  }

  /** A key of `weights`, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let left = this.random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return this.of(entries)[0];
  }
}
