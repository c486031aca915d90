import type { FoundSignal, Reading } from './reading.js';
import type { Category, Severity } from './rules.js';

export const categoryNames: Record<'en' | 'zh', Record<Category, string>> = {
  en: {
    registration: 'registration',
    litigation: 'litigation',
    sanctions: 'sanctions',
    adverse_news: 'adverse news',
    trade_record: 'trade record',
    web_presence: 'web presence',
  },
  zh: {
    registration: '工商登记',
    litigation: '诉讼',
    sanctions: '制裁',
    adverse_news: '负面新闻',
    trade_record: '贸易记录',
    web_presence: '网络形象',
  },
};

const grave: Severity[] = ['critical', 'high'];

/** A few sentences on what was found, what contradicts, what was set aside. */
export function narrate(name: string, reading: Reading, language: 'en' | 'zh'): string {
  return (language === 'zh' ? narrateChinese : narrateEnglish)(name, reading)
    .filter(Boolean)
    .join(language === 'zh' ? '' : ' ');
}

function narrateEnglish(name: string, { signals, namesakes, manipulated }: Reading): string[] {
  const names = (chosen: FoundSignal[]) =>
    list([...new Set(chosen.map(({ category }) => categoryNames.en[category]))], ', ', ' and ');
  const { worst, middling, good, contradicting } = sortOut(signals);
  return [
    signals.length === 0 ? `The sources at hand say nothing that can be attributed to ${name}.` : '',
    worst.length > 0 ? `There are serious findings on ${name} in ${names(worst)}: ${quote(worst[0])}` : '',
    middling.length > 0 ? `Points to watch concern ${names(middling)}.` : '',
    worst.length === 0 && good.length > 0
      ? `What was found on ${name} in ${names(good)} speaks for the company: ${quote(good[0])}`
      : '',
    contradicting.length > 0
      ? `Sources contradict each other on ${list(
          contradicting.map((one) => categoryNames.en[one]),
          ', ',
          ' and ',
        )}; this should be cleared up with the company.`
      : '',
    namesakes.length > 0
      ? `${namesakes.length === 1 ? 'One source concerns' : `${namesakes.length} sources concern`} another company of a similar name and ${namesakes.length === 1 ? 'was' : 'were'} left out.`
      : '',
    manipulated.length > 0
      ? `Text in ${manipulated.length === 1 ? 'one source' : `${manipulated.length} sources`} tries to instruct automated readers; it was ignored.`
      : '',
  ];
}

function narrateChinese(name: string, { signals, namesakes, manipulated }: Reading): string[] {
  const names = (chosen: FoundSignal[]) =>
    [...new Set(chosen.map(({ category }) => categoryNames.zh[category]))].join('、');
  const { worst, middling, good, contradicting } = sortOut(signals);
  return [
    signals.length === 0 ? `现有来源中没有可归属于${name}的信息。` : '',
    worst.length > 0 ? `${name}在${names(worst)}方面存在严重问题：${quote(worst[0])}` : '',
    middling.length > 0 ? `${names(middling)}方面需要留意。` : '',
    worst.length === 0 && good.length > 0 ? `${name}在${names(good)}方面的信息较为正面：${quote(good[0])}` : '',
    contradicting.length > 0
      ? `各来源在${contradicting.map((one) => categoryNames.zh[one]).join('、')}方面相互矛盾，建议向该公司核实。`
      : '',
    namesakes.length > 0 ? `有${namesakes.length}个来源涉及同名的其他公司，已排除。` : '',
    manipulated.length > 0 ? `有${manipulated.length}个来源含有试图操纵自动阅读程序的文字，已忽略。` : '',
  ];
}

function sortOut(signals: FoundSignal[]) {
  const worst = signals.filter(({ severity }) => grave.includes(severity));
  const good = signals.filter(({ severity }) => severity === 'positive');
  const middling = signals.filter(({ severity }) => severity === 'medium' || severity === 'low');
  const contradicting = [...new Set(good.map(({ category }) => category))].filter((category) =>
    worst.some((one) => one.category === category),
  );
  return { worst, good, middling, contradicting };
}

function quote(signal: FoundSignal | undefined): string {
  const statement = signal?.statement ?? '';
  if (/[.!?。！？…]["”]?$/.test(statement)) return statement;
  return `${statement}${/^\p{Script=Han}/u.test(statement) ? '。' : '.'}`;
}

function list(items: string[], comma: string, and: string): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(comma)}${and}${items.at(-1) ?? ''}`;
}
