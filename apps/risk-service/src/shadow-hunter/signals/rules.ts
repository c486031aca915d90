import type { Severity, SignalCategory } from '@tradewind/contracts';
import type { Text } from '../../text/language.js';

/** One readable rule: when a sentence about the company matches, it is a signal. */
export interface SignalRule {
  readonly category: SignalCategory;
  readonly severity: Severity;
  /** What the sentence shows; stands before the quoted sentence in the statement. */
  readonly label: Text;
  readonly pattern: RegExp;
}

/**
 * The rules used beside the language model and instead of it when it is unavailable, worst first within a category: of the
 * rules of one category only the first that matches a page counts.
 */
export const SIGNAL_RULES: readonly SignalRule[] = [
  {
    category: 'sanctions',
    severity: 'critical',
    label: { en: 'Named on a sanctions or denied-party list', zh: '被列入制裁或管制名单' },
    pattern:
      /\b(?:(?:added to|listed (?:on|in|by)|placed on|appears on|designated (?:by|under)|named (?:on|in)|included (?:on|in)|subject to) .{0,60}(?:sanction|SDN|entity list|denied part|restricted part|asset freeze)|specially designated national|(?:was|is|been|are|were) sanctioned)/iu,
  },
  {
    category: 'sanctions',
    severity: 'critical',
    label: { en: 'Named on a sanctions or denied-party list', zh: '被列入制裁或管制名单' },
    pattern: /(?:列入|纳入|受到|遭到|被).{0,20}(?:制裁|实体清单|资产冻结)|制裁名单/u,
  },
  {
    category: 'sanctions',
    severity: 'high',
    label: { en: 'Mentioned in connection with sanctions or export control', zh: '涉及制裁或出口管制' },
    pattern:
      /\b(?:sanctions? (?:evasion|breach|violation|investigation)|export[- ]control (?:breach|violation)|export ban)\b|规避制裁|违反出口管制/iu,
  },
  {
    category: 'litigation',
    severity: 'high',
    label: { en: 'Insolvency or enforcement', zh: '破产或强制执行' },
    pattern:
      /\b(?:insolven\w*|bankrupt\w*|liquidat(?:ion|or|ors)|winding[- ]up|receivership|administrators? appointed|enforcement officer)\b|破产|清算|失信被执行人|被执行人|限制高消费/iu,
  },
  {
    category: 'litigation',
    severity: 'medium',
    label: { en: 'Court or arbitration proceedings', zh: '诉讼或仲裁' },
    pattern:
      /\b(?:lawsuits?|sued|suing|court (?:orders?|judg\w+|rul\w+|case|proceedings)|ordered to pay|judg(?:e)?ment against|arbitration|litigation)\b|诉讼|起诉|判决|仲裁|合同纠纷/iu,
  },
  {
    category: 'adverse_news',
    severity: 'high',
    label: { en: 'Reported fraud or crime', zh: '涉嫌欺诈或犯罪' },
    pattern:
      /\b(?:fraud\w*|scam\w*|forged|forgery|counterfeit\w*|money laundering|embezzl\w*|bribery|smuggling|fake (?:company|invoices?|documents?)|arrested)\b|诈骗|欺诈|洗钱|伪造|骗局|走私|行贿/iu,
  },
  {
    category: 'adverse_news',
    severity: 'medium',
    label: { en: 'Reported payment trouble or complaints', zh: '付款纠纷或投诉' },
    pattern:
      /\b(?:unpaid|non-?payment|failed to pay|has not paid|(?:did|does) not pay|overdue (?:invoices?|payments?)|default(?:ed|s) on|late payer|complaints?|under investigation|investigated)\b|拖欠|欠款|投诉|立案调查|违约|跑路/iu,
  },
  {
    category: 'registration',
    severity: 'high',
    label: { en: 'No longer properly registered', zh: '登记已失效' },
    pattern:
      /\b(?:dissolved|struck off|strike[- ]off|deregistered|licen[cs]e (?:was )?(?:revoked|withdrawn)|registration (?:was )?(?:cancelled|revoked))\b|已?注销|吊销/iu,
  },
  {
    category: 'registration',
    severity: 'medium',
    label: { en: 'Weak registration record', zh: '登记情况存疑' },
    pattern:
      /\b(?:dormant|accounts? (?:are )?overdue|overdue accounts?|shell company|letterbox|mail ?box address|virtual office|nominee director)\b|经营异常|空壳公司/iu,
  },
  {
    category: 'registration',
    severity: 'positive',
    label: { en: 'Registered', zh: '登记在册' },
    pattern:
      /\b(?:status:? active|active company|in good standing|incorporated (?:on|in)|registered (?:since|on|in|at|with)|company (?:number|no)|founded in|established in)\b|存续|在业|注册资本|成立于|统一社会信用代码/iu,
  },
  {
    category: 'trade_record',
    severity: 'positive',
    label: { en: 'Trades', zh: '有贸易往来' },
    pattern:
      /\b(?:imports?|imported|shipments?|customs records?|bills? of lading|containers?|repeat orders?|paid on time|pays on time|long-standing (?:customer|buyer|partner))\b|进口|提单|海关记录|按时付款|长期合作/iu,
  },
  {
    category: 'web_presence',
    severity: 'low',
    label: { en: 'Weak web presence', zh: '网络信息薄弱' },
    pattern:
      /\b(?:under construction|parked domain|domain (?:was )?registered (?:last|this) (?:week|month)|newly registered domain)\b|网站建设中/iu,
  },
  {
    category: 'web_presence',
    severity: 'positive',
    label: { en: 'Has a public presence', zh: '有公开的企业信息' },
    pattern:
      /\b(?:official (?:web ?)?site|about us|company profile|our (?:team|products|customers)|exhibit(?:s|ed|or)|ISO ?9001)\b|官网|官方网站|公司简介|参展/iu,
  },
];

/** Words before a match that turn it into its opposite: "no judgments", "cleared of fraud", "未被起诉". */
export const NEGATION_BEFORE =
  /(?:\b(?:no|not|never|without|neither|nor|none|free of|cleared of|denies|denied|zero)\b[^.;]{0,40}|(?:没有|未曾|从未|尚未|未|无|不存在)[^。；]{0,8})$/iu;
/** Words after a match that do: "the lawsuit was dismissed". */
export const NEGATION_AFTER =
  /^[^.;。；]{0,40}(?:\b(?:dismissed|withdrawn|overturned|unfounded|retracted|acquitted|not found)\b|被驳回|已撤诉|不实)/iu;
