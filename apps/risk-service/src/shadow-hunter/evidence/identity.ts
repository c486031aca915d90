import type { CheckSubject } from '@tradewind/contracts';
import { findCountry } from '../../geography/countries.js';
import { countriesIn } from '../../geography/locate.js';
import { sentencesOf } from '../../text/sentences.js';
import { type CompanyName, namesOf } from '../names/company-name.js';
import { findName, isShortName } from '../names/find-name.js';
import { tellsApart } from '../names/other-company.js';
import { hostOf } from './canonical-url.js';
import { sourceQuality } from './source-quality.js';

/** Who is being checked, in the form pages are compared with. */
export interface Identity {
  readonly names: readonly CompanyName[];
  /** ISO 3166 alpha-2, when the country was understood. */
  readonly country: string | undefined;
  readonly registrationNumber: string | undefined;
  readonly host: string | undefined;
}

/**
 * What a page gains for each sign that it speaks of this very company. The points add up to the relevance, at most 1; a page
 * below {@link RELEVANT} is not evidence, and a contradiction makes it none whatever else fits.
 */
export const POINTS = {
  nameExact: 0.55,
  nameLoose: 0.4,
  /** The text speaks of the company's country, possibly among others. */
  country: 0.3,
  /** The text names no country, but the host's ending is the company's. */
  countryOfHost: 0.2,
  /** The text names no country at all: nothing against it. */
  countryOpen: 0.05,
  /** × quality of the source. */
  source: 0.1,
} as const;
export const RELEVANT = 0.5;

const REGISTRATION =
  /(?:compan(?:y|ies house)|registration|registered|reg\.?|registry)\s*(?:no\.?|number|nr\.?|id)[\s:#.]*([A-Z]{0,4}[\s-]?\d[\dA-Z-]{4,20})|HRB\s*(\d{3,8})|统一社会信用代码[\s:\uff1a]*([0-9A-Z]{18})|注册号[\s:\uff1a]*([0-9A-Z]{8,18})/giu;
/** Country endings in general use as mere brands. */
const BRAND_ENDINGS = new Set(['io', 'co', 'ai', 'me', 'tv', 'cc', 'ly', 'gg', 'to', 'sh', 'fm', 'ws', 'is']);

export function identityOf(subject: CheckSubject): Identity {
  return {
    names: namesOf(subject.company_name, subject.notes),
    country: findCountry(subject.country)?.code,
    registrationNumber: subject.registration_number && foldNumber(subject.registration_number),
    host: subject.website && hostOf(subject.website),
  };
}

/** How surely a page speaks of this company and not of a namesake, 0 to 1. */
export function relevance(page: { url: string; title: string; snippet: string }, identity: Identity): number {
  const text = `${page.title}\n${page.snippet}`;
  if (isOwnSite(page.url, identity.host) || mentionsNumber(text, identity.registrationNumber)) return 1;
  if (statesOtherNumber(text, identity.registrationNumber)) return 0;

  const matches = identity.names.map((name) => ({ ...findName(text, name), short: isShortName(name) }));
  const best = matches.reduce((a, b) => (b.strength > a.strength || (a.short && b.strength === a.strength) ? b : a), {
    ...{ strength: 0, otherForm: false, short: false },
  });
  if (best.strength === 0 || best.otherForm || isOnlyToldApart(page.snippet, identity.names)) return 0;

  const country = countryPoints(text, page.url, identity.country);
  if (country === undefined) return 0;
  // A name of one or two letters is shared by too many to stand alone: the page must say the country as well.
  if (best.short && country < POINTS.country) return 0;
  const name = best.strength === 1 ? POINTS.nameExact : POINTS.nameLoose;
  return Math.min(1, name + country + POINTS.source * sourceQuality(page.url));
}

/** The text names the company only to say that it is another one: "not related to Acme Ltd of London". */
function isOnlyToldApart(text: string, names: readonly CompanyName[]): boolean {
  if (!tellsApart(text)) return false;
  const naming = sentencesOf(text).filter((sentence) => names.some((name) => findName(sentence, name).strength > 0));
  return naming.length > 0 && naming.every(tellsApart);
}

/** Points for the country, or undefined when the page speaks of other countries only: a namesake. */
function countryPoints(text: string, url: string, country: string | undefined): number | undefined {
  if (country === undefined) return POINTS.countryOpen;
  const named = countriesIn(text);
  if (named.has(country)) return POINTS.country;
  if (named.size > 0) return undefined;
  return countryOfHost(url) === country ? POINTS.countryOfHost : POINTS.countryOpen;
}

function countryOfHost(url: string): string | undefined {
  const ending = hostOf(url).split('.').at(-1) ?? '';
  if (ending.length !== 2 || BRAND_ENDINGS.has(ending)) return undefined;
  return ending === 'uk' ? 'GB' : findCountry(ending)?.code;
}

function isOwnSite(url: string, host: string | undefined): boolean {
  const found = hostOf(url);
  return host !== undefined && host !== '' && (found === host || found.endsWith(`.${host}`));
}

/** Whether the number stands in the text, however it is grouped: "07654321", "7654 321" and "7654-321" are one number. */
function mentionsNumber(text: string, number: string | undefined): boolean {
  if (number === undefined || number.length < 5) return false;
  const grouped = [...number].join('[\\s./-]?');
  return new RegExp(`(?<![\\p{L}\\p{N}])0*${grouped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

function statesOtherNumber(text: string, number: string | undefined): boolean {
  if (number === undefined) return false;
  const stated = [...text.matchAll(REGISTRATION)].map((match) =>
    foldNumber(match.slice(1).find((group) => group !== undefined) ?? ''),
  );
  return stated.length > 0 && !stated.includes(number);
}

/** Upper case without spaces, dots and dashes, and without the zeros some registers put in front. */
function foldNumber(number: string): string {
  return number
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=\d)/, '');
}
