import type { Severity, SignalCategory } from '@tradewind/contracts';

/** One readable rule: when a sentence about the company matches, it is a signal. */
export interface SignalRule {
  readonly category: SignalCategory;
  readonly severity: Severity;
  /** What the sentence shows; stands before the quoted sentence in the statement. */
  readonly label: string;
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
    label: 'Named on a sanctions or denied-party list',
    pattern:
      /\b(?:(?:added to|listed (?:on|in|by)|placed on|appears on|designated (?:by|under)|named (?:on|in)|included (?:on|in)|subject to) .{0,60}(?:sanction|SDN|entity list|denied part|restricted part|asset freeze)|specially designated national|(?:was|is|been|are|were) sanctioned)/iu,
  },
  {
    category: 'sanctions',
    severity: 'critical',
    label: 'Named on a sanctions or denied-party list',
    pattern: /(?:列入|纳入|受到|遭到|被).{0,20}(?:制裁|实体清单|资产冻结)|制裁名单/u,
  },
  {
    category: 'sanctions',
    severity: 'high',
    label: 'Mentioned in connection with sanctions or export control',
    pattern:
      /\b(?:sanctions? (?:evasion|breach|violation|investigation)|export[- ]control (?:breach|violation)|export ban)\b|规避制裁|违反出口管制/iu,
  },
  {
    category: 'litigation',
    severity: 'high',
    label: 'Insolvency or enforcement',
    pattern:
      /\b(?:insolven\w*|bankrupt\w*|liquidat(?:ion|or|ors)|winding[- ]up|receivership|administrators? appointed|enforcement officer)\b|破产|清算|失信被执行人|被执行人|限制高消费/iu,
  },
  {
    category: 'litigation',
    severity: 'medium',
    label: 'Court or arbitration proceedings',
    pattern:
      /\b(?:lawsuits?|sued|suing|court (?:orders?|judg\w+|rul\w+|case|proceedings)|ordered to pay|judg(?:e)?ment against|arbitration|litigation)\b|诉讼|起诉|判决|仲裁|合同纠纷/iu,
  },
  {
    category: 'adverse_news',
    severity: 'high',
    label: 'Reported fraud or crime',
    pattern:
      /\b(?:fraud\w*|scam\w*|forged|forgery|counterfeit\w*|money laundering|embezzl\w*|bribery|smuggling|fake (?:company|invoices?|documents?)|arrested)\b|诈骗|欺诈|洗钱|伪造|骗局|走私|行贿/iu,
  },
  {
    category: 'adverse_news',
    severity: 'medium',
    label: 'Reported payment trouble or complaints',
    pattern:
      /\b(?:unpaid|non-?payment|failed to pay|has not paid|(?:did|does) not pay|overdue (?:invoices?|payments?)|default(?:ed|s) on|late payer|complaints?|under investigation|investigated)\b|拖欠|欠款|投诉|立案调查|违约|跑路/iu,
  },
  {
    category: 'registration',
    severity: 'high',
    label: 'No longer properly registered',
    pattern:
      /\b(?:dissolved|struck off|strike[- ]off|deregistered|licen[cs]e (?:was )?(?:revoked|withdrawn)|registration (?:was )?(?:cancelled|revoked))\b|已?注销|吊销/iu,
  },
  {
    category: 'registration',
    severity: 'medium',
    label: 'Weak registration record',
    pattern:
      /\b(?:dormant|accounts? (?:are )?overdue|overdue accounts?|shell company|letterbox|mail ?box address|virtual office|nominee director)\b|经营异常|空壳公司/iu,
  },
  {
    category: 'registration',
    severity: 'positive',
    label: 'Registered',
    pattern:
      /\b(?:status:? active|active company|in good standing|incorporated (?:on|in)|registered (?:since|on|in|at|with)|company (?:number|no)|founded in|established in)\b|存续|在业|注册资本|成立于|统一社会信用代码/iu,
  },
  {
    category: 'trade_record',
    severity: 'positive',
    label: 'Trades',
    pattern:
      /\b(?:imports?|imported|shipments?|customs records?|bills? of lading|containers?|repeat orders?|paid on time|pays on time|long-standing (?:customer|buyer|partner))\b|进口|提单|海关记录|按时付款|长期合作/iu,
  },
  {
    category: 'web_presence',
    severity: 'low',
    label: 'Weak web presence',
    pattern:
      /\b(?:under construction|parked domain|domain (?:was )?registered (?:last|this) (?:week|month)|newly registered domain)\b|网站建设中/iu,
  },
  {
    category: 'web_presence',
    severity: 'positive',
    label: 'Has a public presence',
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
