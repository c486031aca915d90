import type { Check, PaymentTerms } from '@tradewind/contracts';
import { countryOfPlace } from '../../geography/locate.js';
import { findCountry } from '../../geography/countries.js';
import type { Language, Text } from '../../text/language.js';
import { PROHIBITED, RESTRICTED } from '../score/country-lists.js';
import { goodsClass } from '../score/goods.js';
import type { Order, Score } from '../score/score.js';

interface Situation {
  readonly check: Check;
  readonly order: Order;
  readonly score: Score;
}

/** One thing to do, and when it is worth doing. All rules that hold apply, in this order: what can stop the deal comes first. */
interface Mitigation {
  readonly when: (situation: Situation) => boolean;
  readonly advice: Text;
}

const UNSECURED: readonly PaymentTerms[] = ['open_account', 'documents_against_acceptance'];

const MITIGATIONS: readonly Mitigation[] = [
  {
    when: ({ check }) => has(check, 'sanctions', ['critical', 'high']),
    advice: {
      en: 'Stop and let your compliance officer compare the buyer, its owners and directors with the official sanctions lists before anything else is done.',
      zh: '立即暂停，由合规人员将买方及其股东、董事与官方制裁名单逐一核对后再决定是否继续。',
    },
  },
  {
    when: ({ check, order }) => countriesOf(check, order).some((code) => PROHIBITED.has(code) || RESTRICTED.has(code)),
    advice: {
      en: 'Ask a trade lawyer whether this destination needs a licence, and the bank and carrier whether they serve it.',
      zh: '就该目的地是否需要许可证咨询贸易律师，并确认银行和承运人可否办理。',
    },
  },
  {
    when: ({ order }) => goodsClass(order.goods).name === 'controlled',
    advice: {
      en: 'Classify the goods under export control law and obtain an end-use statement signed by the buyer.',
      zh: '按出口管制法规对货物归类，并取得买方签署的最终用途声明。',
    },
  },
  {
    when: ({ check }) =>
      has(check, 'adverse_news', ['critical', 'high']) || has(check, 'registration', ['critical', 'high']),
    advice: {
      en: 'Order an official register extract and a credit report, and call the buyer on a number from the register, not from its e-mail.',
      zh: '调取官方登记信息和信用报告，并使用登记电话（而非邮件所附电话）联系买方核实。',
    },
  },
  {
    when: ({ check, score }) => score.level !== 'low' && has(check, 'litigation', ['critical', 'high', 'medium']),
    advice: {
      en: 'Ask the buyer about the court proceedings found and have its answer confirmed by the court register.',
      zh: '就所发现的诉讼向买方询问，并通过法院登记核实其答复。',
    },
  },
  {
    when: ({ order, score }) => UNSECURED.includes(order.payment_terms) && score.level !== 'low',
    advice: {
      en: 'Change the payment terms: a confirmed letter of credit, or at least 30 % in advance and the rest against documents.',
      zh: '变更付款条件：采用保兑信用证，或至少预付 30%，余款凭单支付。',
    },
  },
  {
    when: ({ order }) => UNSECURED.includes(order.payment_terms),
    advice: {
      en: 'Insure the receivable with an export credit insurer, and agree a limit for this buyer before shipping.',
      zh: '向出口信用保险机构投保应收账款，并在发货前为该买方核定限额。',
    },
  },
  {
    when: ({ order }) => order.payment_terms === 'documents_against_payment',
    advice: {
      en: 'Arrange beforehand who takes the goods, and at whose cost, if the buyer does not take up the documents.',
      zh: '事先约定买方拒付赎单时货物的处理方式及费用承担。',
    },
  },
  {
    when: ({ order }) => order.payment_terms === 'letter_of_credit',
    advice: {
      en: 'Check the draft of the letter of credit for terms you cannot meet, and have it confirmed if the issuing bank is little known.',
      zh: '审核信用证草稿中无法满足的条款；开证行资信不明时要求保兑。',
    },
  },
  {
    when: ({ score }) => riskOf(score, 'order_value') >= 60,
    advice: {
      en: 'Ship in parts, each after the one before has been paid.',
      zh: '分批发货，前一批付款后再发下一批。',
    },
  },
  {
    when: ({ check, order }) => new Set(countriesOf(check, order)).size > 1,
    advice: {
      en: 'Have the buyer explain in writing why the goods go to another country than its own, and name the final consignee.',
      zh: '要求买方书面说明货物运往第三国的原因及最终收货人。',
    },
  },
  {
    when: ({ order }) => goodsClass(order.goods).name === 'dangerous',
    advice: {
      en: 'Prepare the dangerous goods declaration, test reports and approved packing, and book a carrier that accepts the class.',
      zh: '准备危险品申报、检测报告和合规包装，并预订可承运该类别的承运人。',
    },
  },
  {
    when: ({ order }) => goodsClass(order.goods).name === 'regulated',
    advice: {
      en: 'Confirm with the buyer which approvals and labels the importing country requires, and who obtains them.',
      zh: '与买方确认进口国所需的准入许可和标签要求及办理方。',
    },
  },
  {
    when: ({ score }) => riskOf(score, 'missing_data') >= 30,
    advice: {
      en: 'Ask the buyer for its registration number, website and a trade reference, and run the check again with them.',
      zh: '向买方索取注册号、网站和贸易资信证明，并据此重新调查。',
    },
  },
  {
    when: ({ check }) => check.degraded.length > 0,
    advice: {
      en: 'Repeat the check later: parts of it could not be completed this time.',
      zh: '稍后重新调查：本次部分环节未能完成。',
    },
  },
  {
    when: ({ score }) => score.level === 'low',
    advice: {
      en: 'Keep the usual care: a written order, agreed Incoterms and insured transport.',
      zh: '保持常规谨慎：书面订单、明确的贸易术语和货运保险。',
    },
  },
];

/** What can be done about the risks of an order, by rules. At least one thing, the most urgent first. */
export function mitigations(situation: Situation, language: Language): string[] {
  const holding = MITIGATIONS.filter((mitigation) => mitigation.when(situation));
  const advice = holding.length > 0 ? holding : [FALLBACK];
  return advice.map((mitigation) => mitigation.advice[language]);
}

const FALLBACK: Mitigation = {
  when: () => true,
  advice: {
    en: 'Confirm the order in writing with a person whose authority you have verified.',
    zh: '与经核实有权签约的人员书面确认订单。',
  },
};

function has(check: Check, category: string, severities: readonly string[]): boolean {
  return check.signals.some((signal) => signal.category === category && severities.includes(signal.severity));
}

function riskOf(score: Score, factor: string): number {
  return score.factors.find((candidate) => candidate.factor === factor)?.risk ?? 0;
}

function countriesOf(check: Check, order: Order): string[] {
  const codes = [findCountry(check.subject.country)?.code, countryOfPlace(order.route.to)];
  return codes.filter((code) => code !== undefined);
}
