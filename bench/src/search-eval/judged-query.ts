import type { ProductInput } from '@tradewind/contracts';
import { CHINESE } from './queries/chinese.js';
import { ENGLISH } from './queries/english.js';
import { MIXED, TYPOS } from './queries/mixed.js';
import { SPANISH } from './queries/spanish.js';
import type { JudgedQuery, Group, Language } from './judgement.js';
import { mistypedNumberQueries, partNumberQueries } from './part-number-queries.js';

/**
 * The regression set. A line says which families of the demo catalogue answer a query and what a product of them must have, as known
 * from the catalogue's design; nobody looked at what an engine returns. A family behind `~` is a neighbour: worth 1. In the sets of
 * one language the products described in another are not judged, and are left out of a ranking before it is scored: whoever asks in
 * Chinese is not wronged by an English description, and full text cannot know.
 */
export function judgedQueries(products: readonly ProductInput[]): JudgedQuery[] {
  return [
    ...parse('english', ENGLISH, 'en'),
    ...parse('chinese', CHINESE, 'zh'),
    ...parse('spanish', SPANISH, 'es'),
    ...parse('mixed', MIXED, undefined),
    ...parse('typos', TYPOS, 'en'),
    ...partNumberQueries(products),
    ...mistypedNumberQueries(products),
  ];
}

function parse(group: Group, lines: string, language: Language | undefined): JudgedQuery[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [families = '', wanted = '', query = ''] = line.split('|').map((part) => part.trim());
      const codes = families.split(',').map((code) => code.trim());
      const traits = wanted.split(';').flatMap((trait) => (trait.trim() === '' ? [] : [trait.trim()]));
      return {
        group,
        query,
        gradeOf: (product) => {
          if (language !== undefined && languageOf(product) !== language) return undefined;
          const code = product.sku.slice(0, 3);
          if (codes.includes(`~${code}`)) return 1;
          if (!codes.includes(code)) return 0;
          const has = traits.filter((trait) => hasTrait(product, trait)).length;
          return has === traits.length ? 3 : has * 2 >= traits.length ? 2 : 1;
        },
      };
    });
}

export function languageOf({ description }: ProductInput): Language {
  if (/\p{Script=Han}/u.test(description ?? '')) return 'zh';
  return description?.includes('Pedidos desde') === true ? 'es' : 'en';
}

/** Alternatives are separated by a slash without spaces around it, unless a digit stands before it (`3/4 inch`, `10 W/m`). */
function hasTrait(product: ProductInput, trait: string): boolean {
  const text = ` ${[product.name, product.brand, ...Object.values(product.attributes)].join(' | ').toLowerCase()} `;
  const alternatives = /\/\p{Lu}{2}/u.test(trait) ? trait.split('/') : [trait];
  return alternatives.some((alternative) => {
    const wanted = alternative.toLowerCase();
    const at = text.indexOf(wanted);
    if (at < 0) return false;
    if (/^\p{Script=Han}/u.test(wanted)) return true;
    // "5 l" is not in "2.5 l", nor "L" in "XL".
    const escaped = wanted.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
    return new RegExp(String.raw`(?<![\d.\p{L}])${escaped}(?![\d\p{L}])`, 'u').test(text);
  });
}
