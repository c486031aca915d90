import type { Severity, SignalCategory } from '@tradewind/contracts';
import type { Text } from '../../text/language.js';

/** One readable rule: when a sentence about the company reports it, it is a signal. */
export interface SignalRule {
  readonly category: SignalCategory;
  readonly severity: Severity;
  /** What the sentence shows; stands before the quoted sentence in the statement. */
  readonly label: Text;
  /** English; Spanish; Chinese in simplified characters, with Japanese; Russian. */
  readonly patterns: readonly [english: RegExp, spanish: RegExp, chinese: RegExp, russian: RegExp];
}

const LISTED: Text = { en: 'Named on a sanctions or denied-party list', zh: '被列入制裁或管制名单' };

/**
 * The rules used beside the language model and instead of it when it is unavailable, worst first within a category: of the
 * rules of one category only the first that matches a page counts. A match is a finding only as far as its sentence reports it
 * (`stance.ts`).
 */
export const SIGNAL_RULES: readonly SignalRule[] = [
  {
    category: 'sanctions',
    severity: 'critical',
    label: LISTED,
    patterns: [
      /\b(?:(?:added to|(?:black)?listed (?:on|in|by|under)|placed (?:on|under)|put on|appear(?:s|ed)? (?:on|in)|designated (?:by|under|pursuant|for)|named (?:on|in)|included (?:on|in)|subject to|entered on) .{0,60}?(?:sanction|SDN|entity list|denied part|restricted part|blocked persons|blacklist|asset freeze)|specially designated national|(?:was|is|been|are|were|being) (?:(?:\p{L}+ly|also|again) )?sanctioned|sanctions (?:were |have been |was )?imposed (?:on|against)|blacklisted|(?:added|adds|placed|puts?|named|includ(?:ed|es)) .{0,60}? (?:to|on|in) (?:its|the|their) (?:\p{L}+ ){0,3}?(?:entity list|SDN|sanctions? list|blacklist|denied part|consolidated list|asset[- ]freeze|list of (?:\p{L}+ ){0,3}?(?:sanction|designated|asset))|(?:OFAC|treasury|control|council|union|government|kingdom|states|EU|UK|UN|ministry|department|office) (?:\p{L}+ ){0,3}?sanctioned|(?:assets|accounts|funds) (?:were |have been |are |was )?frozen)/giu,
      /\b(?:inclu[iy]\p{L}*|figura|aparece|añadid[oa]|designad[oa]|sujet[oa]|sometid[oa]) .{0,60}?(?:sancion|lista negra|congelaci)|\bsancionad[oa] por\b|\bcongelaci[oó]n de activos\b/giu,
      /(?:列入|纳入|加入|受到|遭到|遭|被|登上|名列|实施|列为).{0,20}?(?:制裁|实体清单|资产冻结|黑名单|制裁对象)|制裁名单|特别指定国民|冻结(?:其)?资产|资产(?:被|遭)冻结|制裁.{0,12}?(?:追加|指定|掲载|対象)/gu,
      /(?:включ[её]н|внес[её]н|занес[её]н|попал|находится|введены).{0,60}?санкци|под санкци|санкционн\p{L}* спис|заморозк\p{L}* активов/giu,
    ],
  },
  {
    category: 'sanctions',
    severity: 'high',
    label: { en: 'Mentioned in connection with sanctions or export control', zh: '涉及制裁或出口管制' },
    patterns: [
      /\b(?:sanctions? (?:evasion|breach(?:es)?|violations?|investigation)|(?:evad|breach|violat|circumvent)(?:ed|ing|es?) (?:\p{L}+ ){0,3}?(?:sanctions?|embargo|export controls?)|export[- ]control (?:breach|violation)s?|export ban)\b/giu,
      /\b(?:evasi[oó]n|violaci[oó]n|eludi\p{L}*) (?:de )?(?:las )?sanciones\b/giu,
      /(?:规避|违反|逃避).{0,6}(?:制裁|出口管制|禁运)/gu,
      /обход\p{L}* санкци/giu,
    ],
  },
  {
    category: 'litigation',
    severity: 'high',
    label: { en: 'Insolvency or enforcement', zh: '破产或强制执行' },
    patterns: [
      /\b(?:insolven\w*|bankrupt\w*|liquidat(?:ion|ors?|ed)|winding[- ]up|wound up|receivership|(?:in|into) administration|administrators? (?:was |were |been )?appointed|receivers? (?:was |were |been )?appointed|enforcement officers?|chapter (?:7|11))\b/giu,
      /\b(?:concurso de acreedores|quiebra|en liquidaci[oó]n|insolven\p{L}*|embargo (?:judicial|de (?:bienes|cuentas)))/giu,
      /破产|(?:进入|启动|强制|被)清算|清算组|失信被执行人|被执行人|限制(?:高)?消费|倒产|民事再生|会社更生|强制执行/gu,
      /банкрот\p{L}*|несостоятельн\p{L}*|в (?:стадии )?ликвидаци|исполнительн\p{L}* производств/giu,
    ],
  },
  {
    category: 'litigation',
    severity: 'medium',
    label: { en: 'Court or arbitration proceedings', zh: '诉讼或仲裁' },
    patterns: [
      /\b(?:lawsuits?|sued|suing|court (?:orders?|judg\w+|rul\w+|case|proceedings|action)|ordered (?:\p{L}+ ){0,8}?to pay|judg(?:e)?ments? (?:against|debt|of|for)|(?:court|high court|county court|default|ccj) judg(?:e)?ments?|arbitration|litigation|legal proceedings|writ of summons)\b/giu,
      /\b(?:demandad[oa]s?|demanda (?:judicial|contra|por|presentada)|sentencia|condenad[oa]s?|conden(?:a|an|ó|aron) al?|juzgado|pleitos?|litigios?|arbitraje)\b/giu,
      /诉讼|起诉|判决|判令|仲裁|合同纠纷|败诉|(?<!原)被告|提诉|诉え/gu,
      /(?<!\p{L})иск(?:а|и|ом|ов)?(?!\p{L})|судебн\p{L}*|взыска\p{L}*|арбитражн\p{L}* (?:суд|дел)/giu,
    ],
  },
  {
    category: 'adverse_news',
    severity: 'high',
    label: { en: 'Reported fraud or crime', zh: '涉嫌欺诈或犯罪' },
    patterns: [
      /\b(?:fraud\w*|scam\w*|swindl\w*|forged|forgery|counterfeit\w*|money laundering|embezzl\w*|bribery|bribed|bribes|smuggling|smuggled|ponzi|fake (?:company|invoices?|documents?|bills? of lading)|arrested|indicted|jailed|imprisoned|convicted|tax evasion|never (?:shipped|delivered))\b/giu,
      /\b(?:fraude|fraudulent\p{L}*|estaf\p{L}+|blanqueo|soborn\p{L}+|contrabando|falsific\p{L}+|detenid[oa]s? por|malversaci[oó]n)/giu,
      /诈骗|欺诈|洗钱|伪造|骗局|骗取|走私|行贿|贪污|诈欺|密输|逮捕|刑事拘留|偷税|逃税|书类送检|假冒|合同诈骗/gu,
      /мошеннич\p{L}*|хищени\p{L}*|отмыван\p{L}*|взятк\p{L}*|контрабанд\p{L}*|поддел\p{L}*|арестован\p{L}*|уголовн\p{L}* дел\p{L}*/giu,
    ],
  },
  {
    category: 'adverse_news',
    severity: 'medium',
    label: { en: 'Reported payment trouble or complaints', zh: '付款纠纷或投诉' },
    patterns: [
      /\b(?:unpaid|non-?payment|failed to pay|(?:has|have|had) (?:not|never) paid|never paid|(?:did|does|do)(?: not|n['’]t) pay|refus(?:es|ed) to pay|overdue (?:invoices?|payments?)|default(?:ed|s) on|late pay(?:er|ments?)|complain(?:ts?|ed|s)?|under investigation|investigated|(?:fined|penali[sz]ed) (?:by|for)|arrears|owes|(?:disappeared|vanished) with)\b/giu,
      /\b(?:impag\p{L}+|moros[oa]s?|morosidad|denunci\p{L}+|quejas?|no (?:ha |han )?pag\p{L}+|multad[oa]s?|bajo investigaci[oó]n)/giu,
      /拖欠|欠款|欠薪|投诉|立案(?:调查)?|违约|跑路|失联|行政处罚|被(?:海关|监管部门|税务机关)?(?:处罚|罚款)|查扣|未(?:按时|按期|如期)?(?:支付|付款)|未払|行政处分|支払.{0,4}(?:遅|迟)/gu,
      /задолженност\p{L}*|не (?:оплат|заплат)\p{L}*|просроч\p{L}*|жалоб\p{L}*|оштрафован\p{L}*/giu,
    ],
  },
  {
    category: 'registration',
    severity: 'high',
    label: { en: 'No longer properly registered', zh: '登记已失效' },
    patterns: [
      /\b(?:dissolved|struck[- ]off|strike[- ]off|de-?registered|ceased (?:trading|to exist)|licen[cs]e (?:was |has been )?(?:revoked|withdrawn|cancelled)|registration (?:was |has been )?(?:cancelled|revoked))\b/giu,
      /\b(?:disuelt[oa]|extinguid[oa]|baja (?:definitiva|en el registro)|inscripci[oó]n cancelada)\b/giu,
      /已?注销|吊销|(?:公司|该社)解散|已(?:告)?解散|登记抹消/gu,
      /исключен\p{L}* из (?:егрюл|реестр)|ликвидирован\p{L}*|деятельност\p{L}* прекращен/giu,
    ],
  },
  {
    category: 'registration',
    severity: 'medium',
    label: { en: 'Weak registration record', zh: '登记情况存疑' },
    patterns: [
      /\b(?:dormant|accounts? (?:are )?overdue|overdue accounts?|shell company|letterbox|mail ?box address|virtual office|nominee director)\b/giu,
      /\b(?:sociedad pantalla|empresa fantasma|cuentas sin depositar)\b/giu,
      /经营异常|空壳公司|严重违法失信/gu,
      /недостоверн\p{L}* сведени|фирм\p{L}*-однодневк/giu,
    ],
  },
  {
    category: 'registration',
    severity: 'positive',
    label: { en: 'Registered', zh: '登记在册' },
    patterns: [
      /\b(?:status:? active|active company|in good standing|incorporated (?:on|in|since)|registered (?:since|on|in|at|with|and active)|company (?:number|no)|founded in|established in)\b/giu,
      /\b(?:inscrita en|situaci[oó]n:? activa|constituida en|fundada en)\b/giu,
      /存续|在业|注册资本|成立于|统一社会信用代码|登记状态：?正常|设立|法人番号/gu,
      /зарегистрирован\p{L}*|огрн|действующ\p{L}*/giu,
    ],
  },
  {
    category: 'trade_record',
    severity: 'positive',
    label: { en: 'Trades', zh: '有贸易往来' },
    patterns: [
      /\b(?:imports?|imported|shipments?|customs records?|bills? of lading|containers?|repeat orders?|pa(?:id|ys) (?:on time|promptly)|long-standing (?:customer|buyer|partner))\b/giu,
      /\b(?:importaciones|importadora?|embarques|paga puntual\p{L}*)\b/giu,
      /进口|提单|海关(?:记录|数据)|按时付款|长期合作|进出口记录|输入/gu,
      /импорт\p{L}*|поставк\p{L}*/giu,
    ],
  },
  {
    category: 'web_presence',
    severity: 'low',
    label: { en: 'Weak web presence', zh: '网络信息薄弱' },
    patterns: [
      /\b(?:under construction|parked domain|domain (?:was )?registered (?:(?:only )?(?:last|this) (?:week|month)|(?:only )?(?:\d+|a few|two|three) (?:days|weeks))|newly registered domain)\b/giu,
      /\b(?:p[aá]gina en construcci[oó]n)\b/giu,
      /网站建设中|网站无法访问/gu,
      /сайт (?:в разработке|не работает)/giu,
    ],
  },
  {
    category: 'web_presence',
    severity: 'positive',
    label: { en: 'Has a public presence', zh: '有公开的企业信息' },
    patterns: [
      /\b(?:official (?:web ?)?site|about us|company profile|our (?:team|products|customers)|exhibit(?:s|ed|or)|ISO ?9001)\b/giu,
      /\b(?:sitio oficial|web oficial|sobre nosotros|qui[eé]nes somos)\b/giu,
      /官网|官方网站|公司简介|参展|公式サイト|会社概要/gu,
      /официальн\p{L}* сайт|о компании/giu,
    ],
  },
];
