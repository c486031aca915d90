import type { SignalCategory } from '@tradewind/contracts';

export type SearchLanguage = 'en' | 'zh';

/** What to add to a company's name to find pages about one side of it. */
export const CATEGORY_TERMS: Readonly<Record<SignalCategory, Readonly<Record<SearchLanguage, string>>>> = {
  sanctions: { en: 'sanctions list export control blocked', zh: '制裁 黑名单 出口管制' },
  litigation: { en: 'lawsuit court judgment insolvency', zh: '诉讼 判决 失信被执行人 破产' },
  adverse_news: { en: 'fraud scam complaint investigation unpaid', zh: '诈骗 投诉 调查 拖欠货款' },
  registration: { en: 'company registration registered office', zh: '工商 注册 统一社会信用代码' },
  trade_record: { en: 'importer buyer shipments customs trade record', zh: '进口 采购商 海关 贸易记录' },
  web_presence: { en: 'official website company profile', zh: '官网 公司简介' },
};

/** The order in which queries are sent: what can stop a shipment comes first, so that a short deadline still covers it. */
export const CATEGORY_ORDER: readonly SignalCategory[] = [
  'sanctions',
  'litigation',
  'adverse_news',
  'registration',
  'trade_record',
  'web_presence',
];
