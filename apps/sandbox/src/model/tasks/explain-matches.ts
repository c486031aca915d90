import { z } from 'zod';
import { concepts, conceptName } from '../../text/glossary.js';
import { languageOf, type Language } from '../../text/normalise.js';
import { isStopWord, terms } from '../../text/words.js';

const Price = z.looseObject({ amount: z.union([z.string(), z.number()]), currency: z.string() });

const MatchedProduct = z.looseObject({
  product_id: z.string(),
  name: z.string().nullish(),
  brand: z.string().nullish(),
  category: z.string().nullish(),
  description: z.string().nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  price: Price.nullish().catch(null),
  min_order_quantity: z.number().nullish(),
  origin: z.string().nullish(),
});
type MatchedProduct = z.infer<typeof MatchedProduct>;

export const ExplainMatchesTask = z.looseObject({
  task: z.literal('explain_matches'),
  query: z.string().default(''),
  language: z.string().nullish(),
  products: z.array(MatchedProduct),
});
type ExplainMatchesTask = z.infer<typeof ExplainMatchesTask>;

const words = {
  en: {
    because: (matches: string) => `Matches ${matches} of your request`,
    related: 'The nearest offer, though it shares few words with your request',
    with: (facts: string) => `; ${facts}.`,
    price: 'price',
    moq: (quantity: number) => `minimum order ${quantity}`,
    origin: (origin: string) => `origin ${origin}`,
    and: ', ',
    stop: '.',
  },
  es: {
    because: (matches: string) => `Coincide con ${matches} de su solicitud`,
    related: 'La oferta más cercana, aunque comparte pocas palabras con su solicitud',
    with: (facts: string) => `; ${facts}.`,
    price: 'precio',
    moq: (quantity: number) => `pedido mínimo ${quantity}`,
    origin: (origin: string) => `origen ${origin}`,
    and: ', ',
    stop: '.',
  },
  zh: {
    because: (matches: string) => `符合您需求中的${matches}`,
    related: '与您的需求用词重合较少，是目前最接近的产品',
    with: (facts: string) => `；${facts}。`,
    price: '价格',
    moq: (quantity: number) => `起订量${quantity}`,
    origin: (origin: string) => `产地${origin}`,
    and: '、',
    stop: '。',
  },
} satisfies Record<Language, unknown>;

/** One sentence per product that names what of the request stands in which of the product's own fields. */
export function explainMatches({ query, products, language }: ExplainMatchesTask) {
  const spoken: Language = language === 'zh' || language === 'es' || language === 'en' ? language : languageOf(query);
  return {
    explanations: products.map((product) => ({
      product_id: product.product_id,
      explanation: explain(query, product, spoken),
    })),
  };
}

function explain(query: string, product: MatchedProduct, language: Language): string {
  const say = words[language];
  const matches = sharedWords(query, product, language);
  const head = matches.length > 0 ? say.because(matches.map((one) => `“${one}”`).join(say.and)) : say.related;
  const facts = factsOf(query, product, language);
  return facts.length > 0 ? `${head}${say.with(facts.join(say.and))}` : `${head}${say.stop}`;
}

function sharedWords(query: string, product: MatchedProduct, language: Language): string[] {
  const text = [
    product.name,
    product.brand,
    product.category,
    product.description,
    JSON.stringify(product.attributes ?? {}),
  ].join(' ');
  const asked = new Set(terms(query));
  const has = new Set(terms(text));
  const direct = [...asked].filter(
    (term) => has.has(term) && !isStopWord(term) && !/^(?:[\d.,]+|[a-z]{1,2})$/.test(term),
  );
  const offered = new Set(concepts(text));
  const shared = [...new Set(concepts(query))].filter((concept) => offered.has(concept));
  const named = shared.map((concept) => conceptName(concept, language === 'zh' ? 'zh' : 'en'));
  const covered = new Set(named.flatMap(terms));
  // Bigrams that merely straddle two Chinese words read badly: with Han, only whole concepts and longer words are named.
  const readable = direct.filter(
    (term) => !covered.has(term) && (!/\p{Script=Han}/u.test(term) || shared.length === 0),
  );
  return [...named, ...readable].slice(0, 3);
}

function factsOf(query: string, product: MatchedProduct, language: Language): string[] {
  const say = words[language];
  const space = language === 'zh' ? '' : ' ';
  const facts: string[] = [];
  const asked = new Set([...terms(query), ...concepts(query)]);
  for (const [name, value] of Object.entries(product.attributes ?? {})) {
    if (
      ![...terms(`${name} ${String(value)}`), ...concepts(`${name} ${String(value)}`)].some((term) => asked.has(term))
    )
      continue;
    facts.push(`${name}${language === 'zh' ? '：' : ' '}${String(value)}`);
    if (facts.length === 2) break;
  }
  if (product.price) facts.push(`${say.price}${space}${product.price.amount} ${product.price.currency}`);
  if (product.min_order_quantity) facts.push(say.moq(product.min_order_quantity));
  if (product.origin && facts.length < 3) facts.push(say.origin(product.origin));
  return facts.slice(0, 3);
}
