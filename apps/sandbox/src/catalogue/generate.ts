import { seededRandom } from '../dials/random.js';
import { families } from './families/index.js';
import { inTongue, speaks, type Family, type Tongue } from './family.js';

/** A product as the catalogue service takes it. */
export interface CatalogueProduct {
  sku: string;
  name: string;
  brand: string;
  model: string;
  category: string;
  description: string;
  attributes: Record<string, string>;
  price: { amount: string; currency: string };
  min_order_quantity: number;
  origin: string;
}

const defaultCount = 38;
const rates: Record<string, number> = { USD: 1, EUR: 0.92, CNY: 7.15 };

const supply: Record<Tongue, (moq: number) => string> = {
  en: (moq) => `Orders from ${moq} pieces, with your logo on request.`,
  zh: (moq) => `${moq}件起订，可印制客户标志。`,
  es: (moq) => `Pedidos desde ${moq} unidades, con su logotipo si lo desea.`,
};

/** About 2,000 products over all families; the same ones every time. */
export function generateCatalogue(): CatalogueProduct[] {
  return families.flatMap((family, index) => {
    const random = seededRandom(1000 + index);
    return Array.from({ length: family.count ?? defaultCount }, (_, number) => product(family, number, random));
  });
}

function product(family: Family, number: number, random: () => number): CatalogueProduct {
  const tongue = tongueOf(family, random());
  const say = (words: string) => inTongue(words, tongue) ?? inTongue(words, 'en') ?? words;
  // Walking the combinations instead of drawing them keeps two products of a family from being the same.
  const sizes = family.size.values;
  const size = sizes[number % sizes.length] ?? '';
  const trait = family.traits[Math.floor(number / sizes.length) % family.traits.length] ?? '';
  const brand = pick(family.brands, random);
  const moq = pick(family.moq, random);
  const attributes = Object.fromEntries([
    [say(family.size.label), size],
    ...family.attributes.map(({ label, values }) => [say(label), say(pick(values, random))]),
  ]) as Record<string, string>;
  const space = tongue === 'zh' ? '' : ' ';
  const words = tongue === 'es' ? [say(family.noun), say(trait)] : [say(trait), say(family.noun)];
  return {
    sku: `${family.code}-${String(1001 + number * 7)}`,
    name: `${brand} ${words.join(space)} ${size}`,
    brand,
    model: `${brand.slice(0, 2).toUpperCase()}${family.code.slice(0, 1)}${String(100 + number * 3)}`,
    category: family.category,
    description: `${say(family.about)}${space}${supply[tongue](moq)}`,
    attributes,
    price: price(family, number % sizes.length, tongue, random),
    min_order_quantity: moq,
    origin:
      tongue === 'zh' ? 'China' : tongue === 'es' ? pick(['Spain', 'Mexico'], random) : pick(family.origins, random),
  };
}

/** A quarter in Chinese, one in twelve in Spanish, the rest in English. */
function tongueOf(family: Family, draw: number): Tongue {
  if (draw < 0.25) return speaks(family, 'zh') ? 'zh' : 'en';
  return draw < 0.33 && speaks(family, 'es') ? 'es' : 'en';
}

function price(family: Family, sizeIndex: number, tongue: Tongue, random: () => number) {
  const [low, high] = family.price;
  const share = family.size.values.length < 2 ? 0.5 : sizeIndex / (family.size.values.length - 1);
  const usd = (low + (high - low) * share) * (0.9 + 0.2 * random());
  const currency = tongue === 'zh' ? 'CNY' : tongue === 'es' || random() < 0.25 ? 'EUR' : 'USD';
  return { amount: (usd * (rates[currency] ?? 1)).toFixed(2), currency };
}

function pick<T>(values: readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('a family has an empty list');
  return value;
}
