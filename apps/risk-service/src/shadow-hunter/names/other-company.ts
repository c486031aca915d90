import type { CompanyName } from './company-name.js';
import { findName } from './find-name.js';

/** A company named in running text: capitalised words before a legal form, or Chinese characters before one. */
const COMPANY =
  /(?:\p{Lu}[\p{L}\p{N}&'’.-]*,? ){1,5}(?:Ltd|Limited|LLC|L\.L\.C|Inc|Incorporated|Corp|Corporation|PLC|LLP|GmbH|AG|KG|S\.A|SA|SAS|SARL|S\.L|SL|S\.r\.l|Srl|SpA|BV|B\.V|NV|AB|AS|ASA|ApS|Oy|Pty|Pte|Pvt|Bhd|Ltda|FZE|FZCO|FZC|JSC|PJSC|Co)(?![\p{L}\p{N}])|\p{Script=Han}{2,20}(?:公司|株式会社|集团|集團)|株式会社\p{L}{2,}|(?:ООО|АО|ПАО|ЗАО|ОАО) ?[«"“][^»"”]{2,60}[»"”]/u;
/** Generic uses of the words for a company. */
const GENERIC_HAN =
  /^(?:该|本|此|这家|一家|某|贵|母|子|分|总|上述|涉案|被告|原告|我|各|其|同名|另一家|關聯|关联|該|這家|該等)*(?:贸易|外贸|进出口|同名)?(?:有限)?(?:公司|集团|集團)$/u;
/** The sentence tells the company it speaks of from one of a like name. */
const TELLS_APART =
  /\b(?:not (?:to be confused|related|connected|affiliated|associated)|unrelated|un(?:connected|affiliated)|no (?:relation|connection|link|affiliation|relationship|ties)|(?:different|separate|another) (?:company|entity|firm|business)|namesake|ajena|no (?:guarda|tiene) relaci[oó]n|distinta de)\b|无关|不是同一|并非同一|同名(?:公司|企业|不同)|無關|無关|不相关|не (?:связан|имеет отношения)/iu;

/** Whether a sentence speaks of another company: it names one and not this one, or tells this one from it. */
export function speaksOfAnother(sentence: string, names: readonly CompanyName[]): boolean {
  if (names.length === 0) return false;
  if (tellsApart(sentence)) return true;
  if (names.some((name) => findName(sentence, name).strength > 0)) return false;
  const other = COMPANY.exec(sentence)?.[0];
  return other !== undefined && !GENERIC_HAN.test(other);
}

export function tellsApart(sentence: string): boolean {
  return TELLS_APART.test(sentence);
}
