import { z } from 'zod';
import { currencyOf, parseAmount } from '../money.js';
import { concepts, conceptName } from '../../text/glossary.js';
import { findCountries } from '../../text/countries.js';
import { languageOf } from '../../text/normalise.js';
import { isStopWord } from '../../text/words.js';

export const ExtractRequirementsTask = z.looseObject({
  task: z.literal('extract_requirements'),
  inquiry: z.string(),
  categories: z.array(z.string()).nullish(),
});
type ExtractRequirementsTask = z.infer<typeof ExtractRequirementsTask>;

const number = String.raw`\d[\d,.]*(?:\s?(?:k|thousand|万|千|mil)\b)?`;
const money = String.raw`(?:US\$|USD|EUR|CNY|RMB|GBP|[$€£¥￥])\s*${number}|${number}\s*(?:USD|US\$|dollars?|EUR|euros?|CNY|RMB|GBP|€|\$|¥|美元|欧元|元|人民币|dólares)`;
const ceiling = new RegExp(
  String.raw`(?:budget|max(?:imum)?|under|below|up to|at most|less than|not more than|no more than|target price|预算|不超过|低于|以内|最高|目标价|presupuesto|hasta|menos de|máximo)[^.;。；\n]{0,30}?(${money})`,
  'i',
);
const trailingCeiling = new RegExp(
  String.raw`(${money})\s*(?:每[个件只台套]|/\s*[个件只台套])?(?:以内|以下|max|or less|each|per (?:unit|piece|pc))`,
  'i',
);
const quantity = new RegExp(
  String.raw`(${number})\s*(?:x\s+)?(?:pcs?|pieces?|units?|sets?|pairs?|cartons?|boxes|bottles?|个|件|只|套|台|把|支|双|箱|盏|piezas|unidades|\p{L}{3,})`,
  'iu',
);
const chinese = new Intl.Segmenter('zh', { granularity: 'word' });

const fillers = new Set(
  (
    'need looking want buy order budget each unit units piece pieces pcs price max maximum under below hotel chain company customer quantity quote send please about ' +
    'made origin usd eur cny rmb gbp dollar dollars euro euros delivery ship shipping supplier interested could offer best per less than more ' +
    'necesitamos busco presupuesto unidades piezas precio cada máximo hasta ' +
    '需要 采购 预算 单价 美元 欧元 人民币 每个 我们 想要 求购 数量 不超过 以内 产地 寻找 公司 最高 左右 个 件 只 套 元 价格'
  ).split(' '),
);

/** What an inquiry asks for in fields that can be searched and filtered by; null where it does not say. */
export function extractRequirements({ inquiry, categories }: ExtractRequirementsTask) {
  const priceText = (ceiling.exec(inquiry) ?? trailingCeiling.exec(inquiry))?.[1];
  const withoutMoney = inquiry.replace(new RegExp(money, 'gi'), ' ');
  const amount = priceText === undefined ? null : parseAmount(priceText);
  return {
    keywords: keywordsOf(withoutMoney),
    category: categoryOf(inquiry, categories ?? []),
    max_price_amount: amount,
    price_currency: amount === null || priceText === undefined ? null : (currencyOf(priceText) ?? 'USD'),
    quantity: quantityOf(withoutMoney),
    origin: originOf(inquiry),
  };
}

function quantityOf(text: string): number | null {
  const found = quantity.exec(text)?.[1];
  const parsed = found === undefined ? null : parseAmount(found);
  return parsed === null || parsed < 2 ? null : Math.round(parsed);
}

/** A country counts as the wished origin only where the inquiry says so. */
function originOf(text: string): string | null {
  const said =
    /(?:made in|origin(?:ally)?(?: from)?|produced in|manufactured in|产地|原产|hecho en|fabricado en)[^.;。；\n]{0,30}/i.exec(
      text,
    )?.[0];
  return said === undefined ? null : (findCountries(said)[0]?.name ?? null);
}

function keywordsOf(text: string): string[] {
  const latin = (text.match(/[\p{Script=Latin}][\p{Script=Latin}\p{N}-]{2,}/gu) ?? []).map((word) =>
    word.toLowerCase(),
  );
  const measured = text.match(/\d+(?:\.\d+)?\s?(?:ml|l|mm|cm|m|kg|g|w|v|kw|inch|oz)\b/gi) ?? [];
  const han =
    languageOf(text) === 'zh'
      ? [...chinese.segment(text)].filter(({ isWordLike, segment }) => isWordLike === true && segment.length > 1)
      : [];
  // The catalogue may be in English whatever the inquiry is in, so its concepts are named in English as well.
  const translated = languageOf(text) === 'en' ? [] : concepts(text).map((concept) => conceptName(concept, 'en'));
  const all = [...han.map(({ segment }) => segment), ...latin, ...measured, ...translated];
  return [...new Set(all)]
    .filter((word) => !fillers.has(word.toLowerCase()) && !isStopWord(word) && !/^[\d,.]+$/.test(word))
    .slice(0, 12);
}

/** Only a category the caller offered: the stand-in invents no taxonomy of its own. */
function categoryOf(inquiry: string, categories: readonly string[]): string | null {
  const asked = new Set(concepts(inquiry));
  const lower = inquiry.toLowerCase();
  return (
    categories.find((category) => lower.includes(category.toLowerCase())) ??
    categories.find((category) => concepts(category).some((concept) => asked.has(concept))) ??
    null
  );
}
