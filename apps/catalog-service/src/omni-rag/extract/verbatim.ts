import { CELL_SEPARATOR } from '../parse/page-text.js';

/** What a page says, in a form in which claims can be looked up. */
export class PageFacts {
  private readonly text: string;
  private readonly numbers: ReadonlySet<string>;
  /** Rows of tables that hold a price. */
  private readonly priceRows: readonly PriceRow[];

  constructor(text: string) {
    this.text = folded(text);
    this.numbers = numbersIn(this.text);
    this.priceRows = text
      .split('\n')
      .filter((line) => line.includes(CELL_SEPARATOR) && line.split(CELL_SEPARATOR).some(isPrice))
      .map((row) => ({ text: folded(row), numbers: numbersIn(folded(row)) }));
  }

  /** Whether the article number stands on the page as a whole word, whatever the width or case of its letters. */
  hasCode(code: string): boolean {
    return hasWord(this.text, folded(code));
  }

  /** Whether the amount stands on the page, with or without thousands separators and trailing zeros. */
  hasAmount(amount: string): boolean {
    return this.numbers.has(canonicalAmount(amount));
  }

  /**
   * Whether the amount can be the article's price: it stands on the page, and if the article's own row of a table has prices, it is one of
   * them. Models slip by a row.
   */
  hasPrice(code: string, amount: string): boolean {
    if (!this.hasAmount(amount)) return false;
    const wanted = folded(code);
    const own = this.priceRows.filter((row) => hasWord(row.text, wanted));
    return own.length === 0 || own.some((row) => row.numbers.has(canonicalAmount(amount)));
  }
}

interface PriceRow {
  text: string;
  numbers: ReadonlySet<string>;
}

/** A cell that is a price and nothing else: with a currency or with decimals. */
function isPrice(cell: string): boolean {
  return (
    /^[^\p{L}\d]*(?:[A-Z]{2,3}\s?\$?\s*)?\d[\d.,' ]*(?:\s?(?:\p{Sc}|[A-Z]{3}|元))?$/u.test(cell.trim()) &&
    /\p{Sc}|[A-Z]{3}|元|[.,]\d{2}$/u.test(cell.trim())
  );
}

function hasWord(text: string, wanted: string): boolean {
  if (wanted === '') return false;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + wanted.length])) return true;
  }
  return false;
}

/** Every number of a folded text, both as a space groups it and without: `28 100` is one amount on some pages and two cells on others. */
function numbersIn(text: string): ReadonlySet<string> {
  const found = [GROUPED, UNGROUPED].flatMap((pattern) => [...text.matchAll(pattern)]);
  return new Set(found.map(([number]) => canonicalAmount(number)));
}

const GROUPED = /\d+(?:[.,' ]\d{3})*(?:[.,]\d+)?/g;
const UNGROUPED = /\d+(?:[.,]\d{3})*(?:[.,]\d+)?/g;

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
