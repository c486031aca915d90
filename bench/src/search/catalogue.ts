import { seededRandom } from '../support/random.js';
import { brandName, COLOURS, LABELS, MATERIALS, NOUNS, ORIGINS, SIZES, TRAITS, USES, type Noun } from './words.js';

export interface BenchProduct {
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

type Tongue = 'en' | 'zh' | 'es';

const MIN_ORDERS = [1, 10, 50, 100, 200, 500, 1000, 5000];
const CURRENCIES = ['USD', 'USD', 'USD', 'EUR', 'CNY'];

/** Product `number` of tenant `tenant`, the same one every time. */
export function benchProduct(tenant: number, number: number): BenchProduct {
  const random = seededRandom(tenant * 7_919 + number * 104_729 + 1);
  const below = (count: number): number => Math.floor(random() * count);
  // Squared: a tenant has much of a few things and a little of many, and every tenant is strong in others.
  const noun = NOUNS[(Math.floor(random() ** 2 * NOUNS.length) + tenant * 17) % NOUNS.length] as Noun;
  const draw = random();
  const tongue: Tongue =
    draw < 0.17 && noun.zh !== undefined ? 'zh' : draw > 0.92 && noun.es !== undefined ? 'es' : 'en';
  const pick = (words: Record<Tongue, readonly string[]>): string => words[tongue][below(words[tongue].length)] ?? '';
  const trait = pick(TRAITS);
  const material = pick(MATERIALS);
  const colour = pick(COLOURS);
  const size = SIZES[below(SIZES.length)] ?? '';
  const use = pick(USES);
  const brand = brandName(tenant * 40 + Math.floor(random() ** 2 * 40));
  const model = `${brand.slice(0, 2).toUpperCase()}-${String(100 + below(90_000))}`;
  const moq = MIN_ORDERS[below(MIN_ORDERS.length)] ?? 1;
  const what = noun[tongue] ?? noun.en;
  const name =
    tongue === 'zh'
      ? `${brand} ${trait}${material}${what} ${size}`
      : tongue === 'es'
        ? `${brand} ${what} ${trait} de ${material} ${size}`
        : `${brand} ${trait} ${material} ${what} ${size}`;
  const [materialLabel, colourLabel, sizeLabel] = LABELS[tongue];
  return {
    sku: `${noun.en.slice(0, 3).toUpperCase()}-${String(number).padStart(6, '0')}`,
    name,
    brand,
    model,
    category: noun.category,
    description: DESCRIPTIONS[tongue](what, use, trait, moq),
    attributes: { [materialLabel]: material, [colourLabel]: colour, [sizeLabel]: size },
    price: { amount: (0.5 + 200 * random() ** 3).toFixed(2), currency: CURRENCIES[below(CURRENCIES.length)] ?? 'USD' },
    min_order_quantity: moq,
    origin: ORIGINS[below(ORIGINS.length)] ?? 'China',
  };
}

const DESCRIPTIONS: Record<Tongue, (what: string, use: string, trait: string, moq: number) => string> = {
  en: (what, use, trait, moq) =>
    `A ${trait} ${what} made for ${use}. Tested before shipment, with your logo from ${String(moq)} pieces.`,
  zh: (what, use, trait, moq) => `${trait}${what}，适用于${use}。出货前全检，${String(moq)}件起可印标志。`,
  es: (what, use, trait, moq) =>
    `${what} ${trait} para ${use}. Probado antes del envío, con su logotipo desde ${String(moq)} piezas.`,
};

/** A buyer's question for something like the product: a few of its words, now and then a slip of the keys or a part number. */
export function benchQuery(product: BenchProduct, random: () => number): string {
  const kind = random();
  if (kind < 0.1) return product.model;
  const words = product.name.split(' ').slice(1);
  const text =
    (kind < 0.3 ? [...words, product.category] : words).filter(() => random() < 0.85).join(' ') || product.name;
  if (kind < 0.5) return `We are looking for ${text} ${Object.values(product.attributes)[1] ?? ''}`;
  if (kind > 0.9) return text.replace(/([a-z])([a-z])([a-z]{3})/, '$2$1$3');
  return text;
}

/** Sizes of 50 tenants: half of all rows are the largest one's, the others shrink by 12 % from one to the next. */
export function tenantSizes(rows: number): number[] {
  const others = Array.from({ length: 49 }, (_, index) => 0.88 ** index);
  const sum = others.reduce((total, share) => total + share, 0);
  const sizes = others.map((share) => Math.max(20, Math.floor((share / sum) * (rows / 2))));
  return [rows - sizes.reduce((total, size) => total + size, 0), ...sizes];
}
