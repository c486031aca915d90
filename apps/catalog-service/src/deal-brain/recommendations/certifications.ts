import type { Product } from '@tradewind/contracts';

/** Marks and standards that buyers ask for, as they are written. Short ones are words of other languages too unless in capitals. */
const KNOWN = [
  'CE',
  'UKCA',
  'FDA',
  'FCC',
  'RoHS',
  'REACH',
  'LFGB',
  'UL',
  'ETL',
  'CSA',
  'TÜV',
  'GS',
  'CCC',
  'KC',
  'PSE',
  'SAA',
  'BIS',
  'EAC',
  'ISO 9001',
  'ISO 14001',
  'ISO 13485',
  'ISO 22000',
  'ISO 45001',
  'IATF 16949',
  'HACCP',
  'GMP',
  'BRC',
  'BSCI',
  'SEDEX',
  'SMETA',
  'WRAP',
  'GOTS',
  'GRS',
  'OEKO-TEX',
  'FSC',
  'PEFC',
  'EN 71',
  'ASTM',
  'CPSIA',
  'CPC',
  'Energy Star',
  'Halal',
  'Kosher',
  'MSDS',
  'UN38.3',
  'CB',
  'ATEX',
  'NSF',
  'DOT',
  'ECE',
];
const SHORT = 3;

/** What stands around a name of few letters when it is meant as a certification. */
const MEANT = String.raw`(?:certifi\w*|certificad\w*|approv\w*|mark\w*|compliant|compliance|conform\w*|standard\w*|认证|证书|标准|要求)`;

/** The certifications that an inquiry asks for. */
export function certificationsIn(inquiry: string): string[] {
  return KNOWN.filter((name) => {
    if (!pattern(name).test(inquiry)) return false;
    if (name.length > SHORT) return true;
    const near = new RegExp(
      `${MEANT}[^.;。；\\n]{0,40}${bounded(name)}|${bounded(name)}[^.;。；\\n]{0,40}${MEANT}`,
      'iu',
    );
    return near.test(inquiry);
  });
}

/** The field in which a product names a certification, as name and value; undefined when it does in none. */
export function certificationField(product: Product, name: string): [field: string, value: string] | undefined {
  const wanted = pattern(name);
  const attribute = Object.entries(product.attributes).find(
    ([field, value]) => wanted.test(value) || wanted.test(field),
  );
  if (attribute !== undefined) return attribute;
  if (wanted.test(product.name)) return ['name', product.name];
  const sentence = product.description?.split(/(?<=[.;。；\n])/u).find((part) => wanted.test(part));
  return sentence === undefined ? undefined : ['description', sentence.trim().slice(0, 120)];
}

function pattern(name: string): RegExp {
  return new RegExp(bounded(name), name.length > SHORT ? 'iu' : 'u');
}

/** Not inside a longer word; spaces and hyphens may be missing. */
function bounded(name: string): string {
  const loose = name.replaceAll('.', String.raw`\.`).replace(/[ -]/g, '[ -]?');
  return String.raw`(?<![\p{Script=Latin}\p{N}])${loose}(?![\p{Script=Latin}\p{N}])`;
}
