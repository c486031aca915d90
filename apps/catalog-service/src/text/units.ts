/** Units of measure as they stand behind a number, in English and Chinese, mapped to one spelling. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ...[
    'mm',
    'cm',
    'm',
    'ml',
    'l',
    'mg',
    'g',
    'kg',
    'w',
    'kw',
    'v',
    'kv',
    'a',
    'ma',
    'mah',
    'wh',
    'kwh',
    'hz',
    'mhz',
    'ghz',
  ].map(same),
  ...['gb', 'tb', 'mb', 'oz', 'lb', 'ft', 'inch', 'psi', 'bar', 'mpa', 'rpm', 'lm', 'k', 'gsm', 'db', 'nm', 'pcs'].map(
    same,
  ),
  ...alias('inch', 'inches', 'in', '英寸', '寸'),
  ...alias('l', 'liter', 'liters', 'litre', 'litres', 'litro', 'litros', '升'),
  ...alias('ml', 'milliliter', 'milliliters', 'millilitre', 'millilitres', '毫升'),
  ...alias('mm', 'millimeter', 'millimeters', 'millimetre', 'millimetres', '毫米'),
  ...alias('cm', 'centimeter', 'centimeters', 'centimetre', 'centimetres', '厘米', '公分'),
  ...alias('m', 'meter', 'meters', 'metre', 'metres', '米'),
  ...alias('kg', 'kilogram', 'kilograms', 'kilo', 'kilos', '千克', '公斤'),
  ...alias('g', 'gram', 'grams', 'gramos', '克'),
  ...alias('w', 'watt', 'watts', '瓦'),
  ...alias('v', 'volt', 'volts', '伏'),
  ...alias('mah', '毫安时', '毫安'),
  ...alias('pcs', 'pieces', 'piezas', '件', '个'),
]);

/** The one spelling of a unit, or undefined when the (folded) word is none. */
export function unitOf(word: string): string | undefined {
  return UNITS.get(word);
}

function same(unit: string): [string, string] {
  return [unit, unit];
}

function alias(unit: string, ...spellings: string[]): [string, string][] {
  return spellings.map((spelling) => [spelling, unit]);
}
