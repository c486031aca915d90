import type { AnswerLanguage, Check, Report } from '@tradewind/contracts';
import { mitigations } from '../nexus-assess/mitigations/mitigations.js';
import { scoreOrder } from '../nexus-assess/score/score.js';
import { SECTION_PLANS } from '../nexus-assess/sections/section-plan.js';
import { aCheck, aReport } from './samples.js';

const TEXT: Readonly<Record<AnswerLanguage, string>> = {
  en: 'Ostrovia Petro Logistics FZE is a free-zone company in Sharjah that was **put on a sanctions list** in June 2024 [ev_1]; a tanker it had chartered was detained two weeks later [ev_2].\n\n- An asset freeze applies: nothing may be made available to it [ev_1].\n- Its own website does not mention the designation [ev_3].\n\nA name-that-is-far-too-long-for-a-narrow-column-AE-2024-117-OSTROVIA-PETRO-LOGISTICS-FREE-ZONE-ESTABLISHMENT must not push the page apart.',
  zh: 'Ostrovia Petro Logistics FZE 是位于沙迦自由区的公司，于2024年6月**被列入制裁名单**[ev_1]；两周后，其租用的油轮被扣留[ev_2]。\n\n- 资产冻结已生效，不得向其提供任何资金或货物[ev_1]。\n- 该公司官网未提及此事[ev_3]。\n\n鉴于上述情况，建议立即暂停发货，由合规人员与官方制裁名单逐一核对，并保留全部核对记录以备日后查验。',
};

/** A check with dated findings of every gravity. */
export function fullCheck(language: AnswerLanguage): Check {
  const dates = ['2024-06-20', '2024-07-04', null, '2022-11-03', '2019-02-14', '2025-02-01'];
  const evidence = dates.map((date, i) => ({
    evidence_id: `ev_${String(i + 1)}`,
    url: `https://source-${String(i + 1)}.example/notices/2024-117/designation-of-ostrovia-petro-logistics?lang=${language}`,
    title:
      language === 'zh'
        ? `公告 2024-117：关于 Ostrovia Petro Logistics FZE 的认定（第${String(i + 1)}号来源）`
        : `Notice 2024-117: designation of Ostrovia Petro Logistics FZE (source ${String(i + 1)})`,
    snippet: 'Ostrovia Petro Logistics FZE, Sharjah.',
    source: `source-${String(i + 1)}.example`,
    published_at: date === null ? null : `${date}T00:00:00.000Z`,
    relevance: 0.9,
  }));
  const signal = (
    category: Check['signals'][number]['category'],
    severity: Check['signals'][number]['severity'],
    ids: number[],
  ) => ({
    ...{ category, severity, statement: TEXT[language].slice(0, 60), origin: 'llm' as const },
    evidence_ids: ids.map((id) => `ev_${String(id)}`),
  });
  return aCheck({
    subject: { company_name: 'Ostrovia Petro Logistics FZE', country: 'AE', contacts: [] },
    ...{ language, evidence, risk_level: 'critical' },
    signals: [
      signal('sanctions', 'critical', [1, 2]),
      signal('litigation', 'high', [4]),
      signal('adverse_news', 'medium', [2, 6]),
      signal('registration', 'positive', [5]),
      signal('web_presence', 'info', [3]),
    ],
  });
}

/** A report with everything a report can have. */
export function fullReport(language: AnswerLanguage): Report {
  const check = fullCheck(language);
  const order = {
    order_value: { amount: '1248000.00', currency: 'USD' },
    payment_terms: 'open_account' as const,
    goods:
      language === 'zh'
        ? '2,000 套工业级锂电池储能柜及配套监控设备'
        : '2,000 lithium battery cabinets for industrial storage, with monitoring equipment',
    route: language === 'zh' ? { from: '宁波', to: '沙迦' } : { from: 'Ningbo', to: 'Sharjah, United Arab Emirates' },
  };
  const score = scoreOrder(check, order, language);
  return aReport({
    ...{ language, company_name: check.subject.company_name, country: 'AE', ...order },
    ...{ score: score.score, risk_level: score.level, factors: score.factors },
    mitigations: mitigations({ check, order, score }, language),
    sections: SECTION_PLANS.map((plan) => ({
      section: plan.section,
      title: plan.title[language],
      markdown: TEXT[language],
    })),
    degraded: [{ stage: 'search.trade_record.en', reason: 'upstream.timeout' }],
  });
}
