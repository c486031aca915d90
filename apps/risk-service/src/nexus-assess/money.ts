import type { Money } from '@tradewind/contracts';

/** `USD 48,000.00`: grouped by hand, because the amount is a decimal string that must not pass through a float. */
export function formatMoney({ amount, currency }: Money): string {
  const [whole = '0', decimals] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${currency} ${grouped}${decimals === undefined ? '' : `.${decimals}`}`;
}
