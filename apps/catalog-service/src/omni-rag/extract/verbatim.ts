/** What a page says, in a form in which claims can be looked up. */
export class PageFacts {
  private readonly text: string;
  private readonly numbers: ReadonlySet<string>;

  constructor(text: string) {
    this.text = folded(text);
    this.numbers = new Set(Array.from(this.text.matchAll(NUMBER), ([number]) => canonicalAmount(number)));
  }

  /** Whether the article number stands on the page as a whole word, whatever the width or case of its letters. */
  hasCode(code: string): boolean {
    const wanted = folded(code);
    if (wanted === '') return false;
    for (let at = this.text.indexOf(wanted); at >= 0; at = this.text.indexOf(wanted, at + 1)) {
      if (!isWordCharacter(this.text[at - 1]) && !isWordCharacter(this.text[at + wanted.length])) return true;
    }
    return false;
  }

  /** Whether the amount stands on the page, with or without thousands separators and trailing zeros. */
  hasAmount(amount: string): boolean {
    return this.numbers.has(canonicalAmount(amount));
  }
}

const NUMBER = /\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?/g;

/** `1,250.00`, `1.250,00` and `1250` are one amount. */
export function canonicalAmount(text: string): string {
  const digits = text.replace(/[' ]/g, '');
  const decimal = decimalSeparator(digits);
  const [whole = '', fraction = ''] = decimal === undefined ? [digits] : splitAtLast(digits, decimal);
  const kept = fraction.replace(/\D/g, '').replace(/0+$/, '');
  const integer = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  return kept === '' ? integer : `${integer}.${kept}`;
}

/** The last separator is decimal unless it groups thousands: it stands alone or is the other of two, and is not followed by exactly three digits. */
function decimalSeparator(digits: string): '.' | ',' | undefined {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return undefined;
  const separator = digits[last] === '.' ? '.' : ',';
  const other = separator === '.' ? ',' : '.';
  const groups = digits.length - last - 1 === 3;
  if (digits.includes(other)) return separator;
  if (digits.indexOf(separator) !== last) return undefined;
  // "1,250" groups thousands in every catalogue seen; "1.250" is a price with three decimals.
  return groups && separator === ',' ? undefined : separator;
}

function splitAtLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/.test(character);
}
