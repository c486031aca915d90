import { categoryNames } from '../company/narrative.js';

export type ReportLanguage = 'en' | 'zh';

const paymentTerms: Record<ReportLanguage, Record<string, string>> = {
  en: {
    prepaid: 'prepayment',
    letter_of_credit: 'a letter of credit',
    documents_against_payment: 'documents against payment',
    documents_against_acceptance: 'documents against acceptance',
    open_account: 'open account',
  },
  zh: {
    prepaid: '预付款',
    letter_of_credit: '信用证',
    documents_against_payment: '付款交单',
    documents_against_acceptance: '承兑交单',
    open_account: '赊销',
  },
};

const exposure: Record<ReportLanguage, Record<string, string>> = {
  en: {
    prepaid: 'Payment arrives before the goods leave, so the exporter risks little more than a cancelled order.',
    letter_of_credit:
      'A bank stands in for the buyer as long as the documents comply; errors in the documents are the main danger.',
    documents_against_payment:
      'The buyer gets the documents only against payment; the loss, if it refuses, is the return freight and a resale at a discount.',
    documents_against_acceptance:
      'The goods are handed over against a promise to pay, so the whole value is at risk until the draft matures.',
    open_account: 'The goods are gone before payment is due, so the whole value is at risk until the buyer pays.',
  },
  zh: {
    prepaid: '款项先于货物到账，出口商的风险基本限于订单取消。',
    letter_of_credit: '只要单证相符，由银行承担付款责任；主要风险在于单据不符。',
    documents_against_payment: '买方付款后方可取得单据；若拒付，损失为回运费用和折价转售。',
    documents_against_acceptance: '买方承兑即可提货，在汇票到期付款之前，全部货值处于风险之中。',
    open_account: '先发货后付款，在买方付款之前，全部货值处于风险之中。',
  },
};

const levels: Record<ReportLanguage, Record<string, string>> = {
  en: {},
  zh: { low: '低', medium: '中', high: '高', critical: '极高', unknown: '未知' },
};

function word(table: Record<ReportLanguage, Record<string, string>>, language: ReportLanguage, key: string): string {
  return table[language][key] ?? key.replaceAll('_', ' ');
}

export function termsName(language: ReportLanguage, terms: string): string {
  return word(paymentTerms, language, terms);
}

export function exposureOf(language: ReportLanguage, terms: string): string | undefined {
  return exposure[language][terms];
}

export function levelName(language: ReportLanguage, level: string): string {
  return word(levels, language, level);
}

export function categoryName(language: ReportLanguage, category: string): string {
  return word(categoryNames, language, category);
}
