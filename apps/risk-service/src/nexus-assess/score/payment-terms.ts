import type { PaymentTerms } from '@tradewind/contracts';
import type { Text } from '../../text/language.js';
import type { FactorFinding } from './factor.js';

/** Who holds what when it goes wrong: the later and the less secured the money, the higher. */
const RISKS: Readonly<Record<PaymentTerms, { risk: number; reason: Text }>> = {
  prepaid: {
    risk: 5,
    reason: { en: 'Paid before shipment: the money is not at risk.', zh: '发货前付款：货款无风险。' },
  },
  letter_of_credit: {
    risk: 20,
    reason: {
      en: 'Letter of credit: a bank pays against documents; discrepancies and the issuing bank remain as risks.',
      zh: '信用证：由银行凭单付款；仍存在单证不符和开证行风险。',
    },
  },
  documents_against_payment: {
    risk: 45,
    reason: {
      en: 'Documents against payment: the goods stay yours until paid, but the buyer may not take them up.',
      zh: '付款交单：付款前货权在手，但买方可能拒收。',
    },
  },
  documents_against_acceptance: {
    risk: 70,
    reason: {
      en: 'Documents against acceptance: the goods are released for a promise to pay later.',
      zh: '承兑交单：买方承兑后即可提货，之后才付款。',
    },
  },
  open_account: {
    risk: 85,
    reason: {
      en: 'Open account: goods and documents are gone before anything is paid.',
      zh: '赊销：付款之前货物和单据均已交出。',
    },
  },
};

export function paymentTermsRisk(terms: PaymentTerms): FactorFinding {
  return RISKS[terms];
}
