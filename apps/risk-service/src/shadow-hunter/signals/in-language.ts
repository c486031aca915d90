import type { AnswerLanguage, Check, Severity, Signal, SignalCategory } from '@tradewind/contracts';
import type { Text } from '../../text/language.js';

type Weight = 'good' | 'neutral' | 'bad' | 'grave';

const WEIGHT: Readonly<Record<Severity, Weight>> = {
  positive: 'good',
  info: 'neutral',
  low: 'bad',
  medium: 'bad',
  high: 'grave',
  critical: 'grave',
};

/** What a finding of a category and weight means, in both languages. */
const MEANING: Readonly<Record<SignalCategory, Readonly<Record<Weight, Text>>>> = {
  sanctions: {
    good: { en: 'No entry on a sanctions list was found', zh: '未发现制裁记录' },
    neutral: { en: 'Sanctions are mentioned', zh: '提及制裁事项' },
    bad: { en: 'There may be a connection with sanctions or export control', zh: '可能涉及制裁或出口管制' },
    grave: {
      en: 'The company is reported to be sanctioned or on a denied-party list',
      zh: '据报该公司受到制裁或被列入管制名单',
    },
  },
  litigation: {
    good: { en: 'No lawsuits or insolvency were found', zh: '未发现诉讼或破产记录' },
    neutral: { en: 'Legal matters are mentioned', zh: '提及法律事务' },
    bad: { en: 'Court or arbitration proceedings are reported', zh: '据报存在诉讼或仲裁' },
    grave: { en: 'A judgment, insolvency or enforcement is reported', zh: '据报存在判决、破产或强制执行' },
  },
  adverse_news: {
    good: { en: 'No adverse reports were found', zh: '未发现负面报道' },
    neutral: { en: 'The company is in the news', zh: '有相关报道' },
    bad: { en: 'Complaints or payment trouble are reported', zh: '据报存在投诉或付款问题' },
    grave: { en: 'Fraud, crime or serious complaints are reported', zh: '据报涉及欺诈、犯罪或严重投诉' },
  },
  registration: {
    good: { en: 'The company is registered and active', zh: '该公司登记在册且存续' },
    neutral: { en: 'The company is in a register', zh: '该公司有登记信息' },
    bad: { en: 'The registration record is weak', zh: '登记情况存疑' },
    grave: { en: 'The company is reported to be no longer properly registered', zh: '据报该公司登记已失效' },
  },
  trade_record: {
    good: { en: 'Regular trade is on record', zh: '有正常贸易记录' },
    neutral: { en: 'The company is described as a trader', zh: '该公司被描述为贸易商' },
    bad: { en: 'Late payment or irregular trade is reported', zh: '据报存在延迟付款或贸易异常' },
    grave: { en: 'Serious trouble in trade is reported', zh: '据报存在严重的贸易问题' },
  },
  web_presence: {
    good: { en: 'The company has a public presence', zh: '有公开的企业信息' },
    neutral: { en: 'The company can be found on the web', zh: '网上可查到该公司' },
    bad: { en: 'The web presence is weak', zh: '网络信息薄弱' },
    grave: { en: 'The web presence looks fabricated', zh: '网络信息疑似伪造' },
  },
};

/**
 * A check as it reads in another language than the one it was written in: each signal says what a finding of its kind means, and quotes its
 * page (or, without a quotation, the original statement). The narrative has no counterpart and is left out. In its own language it stays as it is.
 */
export function inLanguage(check: Check, language: AnswerLanguage): Check {
  if (check.language === language) return check;
  return { ...check, language, narrative: '', signals: check.signals.map((signal) => restated(signal, language)) };
}

function restated(signal: Signal, language: AnswerLanguage): Signal {
  const meaning = MEANING[signal.category][WEIGHT[signal.severity]][language];
  const words = signal.quote ?? signal.statement;
  return { ...signal, statement: language === 'zh' ? `${meaning}：“${words}”` : `${meaning}: “${words}”` };
}
