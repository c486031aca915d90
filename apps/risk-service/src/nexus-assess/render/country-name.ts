import type { Report } from '@tradewind/contracts';
import { findCountry } from '../../geography/countries.js';

/** The buyer's country in the language of the report, or as it was given when it is not known. */
export function countryName({ country, language }: Report): string {
  return findCountry(country)?.[language] ?? country;
}
