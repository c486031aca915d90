/** `English|中文|español`; a part that is missing keeps products of that language out of the family. */
export type Words = string;

export interface Family {
  /** Begins every article number. */
  code: string;
  category: string;
  /** How many products; default 38. */
  count?: number;
  noun: Words;
  /** One sentence on what it is and whom it is for. */
  about: Words;
  /** What sets one product apart, as it stands in the name. */
  traits: Words[];
  size: { label: Words; values: string[] };
  attributes: { label: Words; values: Words[] }[];
  brands: string[];
  /** USD for the smallest and the largest size. */
  price: [number, number];
  moq: number[];
  origins: string[];
}

const columns = { en: 0, zh: 1, es: 2 } as const;
export type Tongue = keyof typeof columns;

/** The words in one language; words without alternatives are the same in all. */
export function inTongue(words: Words, tongue: Tongue): string | undefined {
  const parts = words.split('|');
  return parts.length === 1 ? parts[0] : parts[columns[tongue]];
}

/** Whether everything in the family that differs by language is written in this one. */
export function speaks(family: Family, tongue: Tongue): boolean {
  return [family.noun, family.about, ...family.traits].every((words) => inTongue(words, tongue) !== undefined);
}
