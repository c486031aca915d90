import { simplified } from '../text/simplified.js';
import { countriesNamedIn, findCountry } from './countries.js';
import { countriesOfPlacesIn } from './places.js';

/** The codes of all countries a text speaks of, by name, adjective, city or port. */
export function countriesIn(text: string): Set<string> {
  const read = simplified(text);
  return new Set([...countriesNamedIn(read), ...countriesOfPlacesIn(read)]);
}

/** The one country a place such as "Felixstowe", "Hamburg, Germany" or "DE" is in; undefined when unknown or ambiguous. */
export function countryOfPlace(place: string): string | undefined {
  const direct = findCountry(place);
  if (direct) return direct.code;
  const capitalised = place.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toUpperCase());
  const found = [...countriesIn(capitalised)];
  return found.length === 1 ? found[0] : undefined;
}
