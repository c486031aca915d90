import type { PaymentTerms, RiskLevel, Severity, SignalCategory } from '@tradewind/contracts';
import type { Language } from '../../text/language.js';

/** Every word of our own that stands in a rendered report. */
export interface Words {
  readonly report: string;
  readonly score: string;
  readonly scale: string;
  readonly order: string;
  readonly value: string;
  readonly terms: string;
  readonly goods: string;
  readonly route: string;
  readonly factors: string;
  readonly factorsNote: string;
  readonly weight: string;
  readonly risk: string;
  readonly factor: string;
  readonly reason: string;
  readonly mitigations: string;
  readonly timeline: string;
  readonly timelineNote: string;
  readonly sources: string;
  readonly noSources: string;
  readonly notWritten: string;
  readonly incomplete: string;
  readonly created: string;
  readonly disclaimer: string;
  readonly level: Readonly<Record<RiskLevel, string>>;
  readonly paymentTerms: Readonly<Record<PaymentTerms, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly category: Readonly<Record<SignalCategory, string>>;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    report: 'Risk report',
    score: 'Risk score',
    scale: '0 is safe, 100 is the worst',
    order: 'The order',
    value: 'Order value',
    terms: 'Payment terms',
    goods: 'Goods',
    route: 'Route',
    factors: 'How the score comes about',
    factorsNote:
      'Pale: the most a factor can contribute. Solid: what it contributes here. The contributions add up to the score, unless a finding raises it.',
    weight: 'Weight',
    risk: 'Risk',
    factor: 'Factor',
    reason: 'Reason',
    mitigations: 'What to do',
    timeline: 'When it happened',
    timelineNote: 'Dated sources of the signals found.',
    sources: 'Sources',
    noSources: 'No sources about this buyer were found.',
    notWritten: 'This section could not be written this time. The score and the factors do not depend on it.',
    incomplete: 'This report is incomplete:',
    created: 'Created',
    disclaimer:
      'The score was computed by fixed rules; the text was written by a language model from the stated facts. It supports a decision and does not replace one.',
    level: {
      low: 'Low risk',
      medium: 'Medium risk',
      high: 'High risk',
      critical: 'Critical risk',
      unknown: 'Unknown risk',
    },
    paymentTerms: {
      prepaid: 'Prepaid',
      letter_of_credit: 'Letter of credit',
      documents_against_payment: 'Documents against payment',
      documents_against_acceptance: 'Documents against acceptance',
      open_account: 'Open account',
    },
    severity: { positive: 'good', info: 'neutral', low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
    category: {
      registration: 'Registration',
      litigation: 'Litigation',
      sanctions: 'Sanctions',
      adverse_news: 'Adverse news',
      trade_record: 'Trade record',
      web_presence: 'Web presence',
    },
  },
  zh: {
    report: '风险评估报告',
    score: '风险评分',
    scale: '0 为安全，100 为最高风险',
    order: '订单信息',
    value: '订单金额',
    terms: '付款条件',
    goods: '货物',
    route: '运输路线',
    factors: '评分构成',
    factorsNote: '浅色为该因素的最大影响，深色为本次实际影响。各项之和即为总分，除非某项发现直接提高总分。',
    weight: '权重',
    risk: '风险',
    factor: '因素',
    reason: '原因',
    mitigations: '应对建议',
    timeline: '时间线',
    timelineNote: '所发现信号中标明日期的来源。',
    sources: '信息来源',
    noSources: '未找到有关该买方的信息来源。',
    notWritten: '本节此次未能生成。评分与各项因素不受影响。',
    incomplete: '本报告不完整：',
    created: '生成时间',
    disclaimer: '评分由固定规则计算得出；文字由语言模型依据所列事实撰写，仅供决策参考。',
    level: { low: '低风险', medium: '中等风险', high: '高风险', critical: '极高风险', unknown: '风险未知' },
    paymentTerms: {
      prepaid: '预付款',
      letter_of_credit: '信用证',
      documents_against_payment: '付款交单',
      documents_against_acceptance: '承兑交单',
      open_account: '赊销',
    },
    severity: { positive: '正面', info: '中性', low: '低', medium: '中', high: '高', critical: '极高' },
    category: {
      registration: '工商登记',
      litigation: '诉讼',
      sanctions: '制裁',
      adverse_news: '负面新闻',
      trade_record: '贸易记录',
      web_presence: '网络信息',
    },
  },
};
