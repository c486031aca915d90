import type { PaymentTerms } from '@tradewind/contracts';

export interface ReportForm {
  companyName: string;
  country: string;
  /** When set, the report builds on this check instead of a new one. */
  checkId: string | undefined;
  amount: string;
  currency: string;
  terms: PaymentTerms;
  goods: string;
  from: string;
  to: string;
  language: 'en' | 'zh';
}

export const TERMS = [
  'prepaid',
  'letter_of_credit',
  'documents_against_payment',
  'documents_against_acceptance',
  'open_account',
] as const satisfies readonly PaymentTerms[];

/** The request for `POST /nexus-assess/reports`. */
export function reportBody(form: ReportForm) {
  const { checkId, companyName, country, amount, currency, terms, goods, from, to, language } = form;
  return {
    ...(checkId === undefined
      ? { subject: { company_name: companyName.trim(), country: country.trim() } }
      : { check_id: checkId }),
    order_value: { amount: amount.trim(), currency: currency.trim().toUpperCase() },
    payment_terms: terms,
    goods: goods.trim(),
    route: { from: from.trim(), to: to.trim() },
    language,
  };
}
