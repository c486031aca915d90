/** Milliseconds in the unit a person would choose: 340 ms, 2.4 s, 3 min, 5 h, 2 d. */
export function duration(ms: number, locale: string): string {
  const [value, unit] = inUnit(ms);
  const maximumFractionDigits = unit === 'second' && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(
    value,
  );
}

function inUnit(ms: number): [value: number, unit: 'millisecond' | 'second' | 'minute' | 'hour' | 'day'] {
  if (ms < 999.5) return [ms, 'millisecond'];
  if (ms < 99_500) return [ms / 1_000, 'second'];
  if (ms < 5_970_000) return [ms / 60_000, 'minute'];
  if (ms < 172_800_000) return [ms / 3_600_000, 'hour'];
  return [ms / 86_400_000, 'day'];
}

/** A short time with the digit that tells it from the next, such as 0.4 ms. */
export function milliseconds(ms: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: ms < 10 ? 1 : 0,
  }).format(ms);
}

export function count(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: value < 100_000 ? 'standard' : 'compact' }).format(value);
}

export function mebibytes(bytes: number, locale: string): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(bytes / 1_048_576)} MiB`;
}

/** The amount stays the decimal string it came as: nothing is rounded away, only digits are grouped. */
export function money({ amount, currency }: { amount: string; currency: string }): string {
  const [whole = '0', fraction] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${currency}`;
}

/** For sums at a glance: cents, or two digits that tell where there is less than one of the currency. */
export function aboutMoney({ amount, currency }: { amount: string; currency: string }, locale: string): string {
  const value = Number(amount);
  const digits = value > 0 && value < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 };
  return `${new Intl.NumberFormat(locale, digits).format(value)} ${currency}`;
}

/** A moment of today by its time, any other by its date as well. */
export function moment(iso: string, locale: string, now: Date = new Date()): string {
  const date = new Date(iso);
  const today = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(
    locale,
    today ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(date);
}

/** The last part of a link, which is what people know a document by. */
export function fileName(url: string): string {
  const last = url.split(/[?#]/)[0]?.split('/').filter(Boolean).at(-1) ?? url;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** A link only to the web: an address of any other kind is shown as text. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}
