import { findCountry } from '../../geography/countries.js';
import { countryOfPlace } from '../../geography/locate.js';
import { joined, type Text } from '../../text/language.js';
import { COUNTRY_LISTS_AS_OF, ELEVATED, MONITORED, PROHIBITED, RESTRICTED } from './country-lists.js';
import type { FactorFinding } from './factor.js';
import { FLOORS } from './score-model.js';

const RISK = { prohibited: 100, restricted: 85, monitored: 55, elevated: 45, ordinary: 15, unknown: 40 } as const;
/** Goods that go to another country than the buyer's are a classic sign of diversion. */
const THIRD_COUNTRY = 25;

/** Where the goods go and where the buyer is; the worse of the two decides. */
export function routeRisk(buyerCountry: string, route: { from: string; to: string }): FactorFinding {
  const buyer = findCountry(buyerCountry)?.code ?? countryOfPlace(buyerCountry);
  const destination = countryOfPlace(route.to);
  const places = [...new Set([buyer, destination])];
  const worst = Math.max(...places.map(riskOf));
  const diverted = buyer !== undefined && destination !== undefined && buyer !== destination;

  const reasons = places.map((code) => describe(code, code === buyer ? buyerCountry : route.to));
  if (diverted) reasons.push(thirdCountry(destination));
  return {
    risk: Math.min(100, worst + (diverted ? THIRD_COUNTRY : 0)),
    reason: joined(reasons),
    ...(worst === RISK.prohibited && { floor: FLOORS.prohibited }),
  };
}

function riskOf(code: string | undefined): number {
  if (code === undefined) return RISK.unknown;
  if (PROHIBITED.has(code)) return RISK.prohibited;
  if (RESTRICTED.has(code)) return RISK.restricted;
  if (MONITORED.has(code)) return RISK.monitored;
  return ELEVATED.has(code) ? RISK.elevated : RISK.ordinary;
}

function describe(code: string | undefined, given: string): Text {
  const country = code === undefined ? undefined : findCountry(code);
  if (code === undefined || country === undefined) {
    return { en: `It is not known which country “${given}” is in.`, zh: `无法确定“${given}”所在国家。` };
  }
  const asOf = COUNTRY_LISTS_AS_OF;
  if (PROHIBITED.has(code)) {
    return {
      en: `${country.en} is under comprehensive sanctions (${asOf}).`,
      zh: `${country.zh}受到全面制裁（${asOf}）。`,
    };
  }
  if (RESTRICTED.has(code)) {
    return {
      en: `${country.en} is under far-reaching sanctions or a call for action (${asOf}).`,
      zh: `${country.zh}受到广泛制裁或被列为高风险地区（${asOf}）。`,
    };
  }
  if (MONITORED.has(code)) {
    return {
      en: `${country.en} is under increased monitoring (${asOf}).`,
      zh: `${country.zh}处于加强监控名单（${asOf}）。`,
    };
  }
  return ELEVATED.has(code)
    ? { en: `${country.en}: delays in payment or clearance are common.`, zh: `${country.zh}：付款或清关延误较常见。` }
    : { en: `${country.en}: ordinary country risk.`, zh: `${country.zh}：国别风险一般。` };
}

function thirdCountry(destination: string): Text {
  const country = findCountry(destination);
  return {
    en: `The goods go to ${country?.en ?? destination}, not to the buyer's country.`,
    zh: `货物运往${country?.zh ?? destination}，而非买方所在国。`,
  };
}
