/**
 * Country lists the score uses. They change a few times a year; the date says how old this copy is. They rank risk and are no
 * legal screening: that is what the report's mitigations ask a person to do.
 */
export const COUNTRY_LISTS_AS_OF = '2025-10';

/** Under comprehensive sanctions of the UN, the EU or the US: hardly any shipment is lawful without a licence. */
export const PROHIBITED = new Set(['CU', 'IR', 'KP']);

/** Far-reaching sectoral sanctions, or on the FATF's list of high-risk jurisdictions subject to a call for action. */
export const RESTRICTED = new Set(['RU', 'BY', 'MM', 'SY', 'VE', 'AF', 'SD', 'SS', 'YE', 'LY', 'SO', 'CF']);

/** Under increased monitoring by the FATF and not already above. */
export const MONITORED = new Set([
  'AO',
  'BG',
  'BO',
  'CD',
  'CI',
  'CM',
  'DZ',
  'HT',
  'KE',
  'LA',
  'LB',
  'MC',
  'NA',
  'NP',
  'VG',
  'VN',
]);

/** Ordinary trade with a record of payment delays, currency controls or congested ports. */
export const ELEVATED = new Set([
  'AR',
  'BD',
  'EG',
  'ET',
  'GH',
  'IQ',
  'LK',
  'ML',
  'MZ',
  'NG',
  'PK',
  'PG',
  'SN',
  'TN',
  'TR',
  'TZ',
  'UA',
  'UG',
  'UZ',
  'ZM',
  'ZW',
]);
