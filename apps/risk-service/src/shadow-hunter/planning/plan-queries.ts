import type { CheckSubject, SignalCategory } from '@tradewind/contracts';
import { findCountry } from '../../geography/countries.js';
import { type CompanyName, namesOf, searchVariants } from '../names/company-name.js';
import { CATEGORY_ORDER, CATEGORY_TERMS, type SearchLanguage } from './category-terms.js';

export interface PlannedQuery {
  readonly category: SignalCategory;
  readonly language: SearchLanguage;
  readonly query: string;
  /** ISO 3166 alpha-2, when the country was understood. */
  readonly country: string | undefined;
}

/** Where business records are also, or only, kept in Chinese. */
const CHINESE_SPEAKING = new Set(['CN', 'HK', 'MO', 'TW', 'SG']);

/**
 * The searches of one check, the most decisive first: every category in English, in Chinese as well when the company has a
 * Chinese name or sits where Chinese is written, and the registration number by itself. At most 13.
 */
export function planQueries(subject: CheckSubject): PlannedQuery[] {
  const country = findCountry(subject.country);
  const names = namesOf(subject.company_name, subject.notes);
  const languages: SearchLanguage[] =
    names.some((name) => name.script === 'han') || CHINESE_SPEAKING.has(country?.code ?? '') ? ['en', 'zh'] : ['en'];

  const queries = CATEGORY_ORDER.flatMap((category, position) =>
    languages.map((language): PlannedQuery => {
      const place = language === 'zh' ? country?.zh : country?.en;
      const words = [nameFor(names, language, position), place ?? subject.country, CATEGORY_TERMS[category][language]];
      return { category, language, query: words.join(' '), country: country?.code };
    }),
  );
  if (subject.registration_number !== undefined) {
    queries.push({
      category: 'registration',
      language: 'en',
      query: `${subject.company_name} ${subject.registration_number}`,
      country: country?.code,
    });
  }
  return queries;
}

/** The name in the script of the language where there is one; successive queries go through its spellings. */
function nameFor(names: readonly CompanyName[], language: SearchLanguage, position: number): string {
  const script = language === 'zh' ? 'han' : 'latin';
  const name = names.find((candidate) => candidate.script === script) ?? names[0];
  if (name === undefined) return '';
  const variants = searchVariants(name);
  return variants[position % variants.length] ?? name.given;
}
