import { stancesOf } from './stance.js';

export type Category = 'registration' | 'litigation' | 'sanctions' | 'adverse_news' | 'trade_record' | 'web_presence';
export type Severity = 'positive' | 'info' | 'low' | 'medium' | 'high' | 'critical';

export interface Rule {
  category: Category;
  severity: Severity;
  pattern: RegExp;
}

const risky = {
  sanctions:
    /sanction|blacklist|embargo|export control|restricted[- ]party|denied[- ]party|asset freeze|制裁|黑名单|资产冻结|出口管制|sanciones|lista negra/i,
  litigation:
    /lawsuit|litigation|sued|court|judg(e)?ment|winding[- ]up|insolven|bankrupt|arbitration|writ|claimant|诉讼|起诉|判决|法院|被执行人|仲裁|破产|demanda|juzgado|concurso de acreedores/i,
  adverse:
    /fraud|scam|swindl|investigat|complain|phishing|money laundering|never (?:shipped|paid)|brib|unpaid|warning|诈骗|欺诈|投诉|调查|洗钱|走私|跑路|处罚|拖欠|查扣|estafa|fraude|denuncia|impago/i,
};

/** The first rule of a category that fits a sentence decides; worse findings stand before better ones. */
export const rules: Rule[] = [
  {
    category: 'sanctions',
    severity: 'critical',
    pattern:
      /(?:added to|placed on|appears on|listed (?:on|in|by)|designated|subject to|entry).{0,60}(?:sanction|blacklist|restricted|denied|asset freeze)|sanction\w*.{0,60}(?:designated|listed|added|evasion)|asset freeze|列入.{0,20}(?:制裁|黑名单)|被.{0,12}制裁|incluid\w+.{0,40}sanciones/i,
  },
  {
    category: 'litigation',
    severity: 'critical',
    pattern:
      /winding[- ]up (?:order|petition)|bankrupt|insolvency proceedings|insolvent|in liquidation|失信被执行人|破产|限制高消费|concurso de acreedores/i,
  },
  {
    category: 'litigation',
    severity: 'high',
    pattern:
      /judg(?:e)?ment (?:against|of|for)|ordered to pay|lawsuit|sued|litigation|claimants?\b|writ\b|court case|被告|判决|起诉|被执行人|诉讼|demandad|sentencia|condenad/i,
  },
  { category: 'litigation', severity: 'medium', pattern: /arbitration|dispute|court\b|仲裁|纠纷|法院|litigio/i },
  {
    category: 'adverse_news',
    severity: 'critical',
    pattern:
      /(?:fraud|scam|swindl|money laundering|advance[- ]fee)|never (?:shipped|delivered|paid)|诈骗|欺诈|洗钱|走私|跑路|estafa|fraude/i,
  },
  {
    category: 'adverse_news',
    severity: 'high',
    pattern:
      /investigat|raid(?:ed)?\b|brib|seized|complain|warning|unpaid suppliers?|投诉|调查|查扣|拖欠|处罚|denuncia|impago/i,
  },
  {
    category: 'registration',
    severity: 'critical',
    pattern:
      /struck off|dissolved|deregistered|de-registered|ceased trading|(?:registration|licen[cs]e) (?:was |has been )?(?:revoked|cancelled)|注销|吊销|disuelta|extinguid|baja definitiva/i,
  },
  {
    category: 'registration',
    severity: 'medium',
    pattern:
      /accounts? (?:are |is )?overdue|late filing|filing overdue|经营异常|逾期申报|address could not be verified|nominee director/i,
  },
  {
    category: 'registration',
    severity: 'positive',
    pattern:
      /status:? ?active|(?:company|registration) (?:is |status is )?active|in good standing|存续|在业|登记状态：?正常|situaci[oó]n:? activa|registered and active/i,
  },
  {
    category: 'registration',
    severity: 'info',
    pattern:
      /incorporated|registered (?:in|on|with|office)|company number|registration number|成立日期|统一社会信用代码|注册资本|inscrita/i,
  },
  {
    category: 'trade_record',
    severity: 'medium',
    pattern:
      /late payment|paid late|pays? (?:on average )?\d+ days (?:late|beyond)|slow payer|overdue invoice|延迟付款|逾期付款|pago tard/i,
  },
  {
    category: 'trade_record',
    severity: 'positive',
    pattern:
      /\d[\d,]* (?:shipments|containers|bills of lading|import (?:records|declarations))|pays? (?:promptly|on time|within terms)|regular (?:importer|shipments)|进出口记录|进口记录|按时付款|批次|embarques/i,
  },
  {
    category: 'trade_record',
    severity: 'info',
    pattern: /importer|exporter|import records?|customs data|bill of lading|进出口|报关|importador/i,
  },
  {
    category: 'web_presence',
    severity: 'medium',
    pattern:
      /domain (?:was )?registered (?:only )?(?:\d+|a few|two|three) (?:days|weeks)|parked domain|stock photo|website (?:is )?(?:offline|unreachable)|域名.{0,10}刚注册|网站无法访问/i,
  },
  {
    category: 'web_presence',
    severity: 'positive',
    pattern:
      /official (?:web)?site|about us|founded in|our (?:team|offices|warehouse)|contact us|官网|官方网站|关于我们|公司简介|联系我们|sobre nosotros|sitio oficial/i,
  },
];

const denied: { category: Category; pattern: RegExp }[] = [
  { category: 'sanctions', pattern: risky.sanctions },
  { category: 'litigation', pattern: risky.litigation },
  { category: 'adverse_news', pattern: risky.adverse },
];

/** What a finding means, for sentences in another language than the reader's. */
const meanings: Partial<Record<`${Category} ${Severity}`, Record<'en' | 'zh', string>>> = {
  'sanctions critical': { en: 'The company is reported to be on a sanctions list', zh: '据报道该公司被列入制裁名单' },
  'sanctions positive': { en: 'No sanctions entry was found', zh: '未发现制裁记录' },
  'litigation critical': {
    en: 'The company is reported to be insolvent or a defaulting debtor',
    zh: '据报道该公司已破产或为失信被执行人',
  },
  'litigation high': {
    en: 'A judgment or lawsuit against the company is reported',
    zh: '据报道有针对该公司的判决或诉讼',
  },
  'litigation medium': { en: 'A legal dispute is reported', zh: '据报道存在法律纠纷' },
  'litigation positive': { en: 'No litigation was found', zh: '未发现诉讼记录' },
  'adverse_news critical': { en: 'Fraud or smuggling is reported', zh: '据报道涉及欺诈或走私' },
  'adverse_news high': {
    en: 'Complaints, unpaid suppliers or penalties are reported',
    zh: '据报道存在投诉、拖欠货款或处罚',
  },
  'adverse_news positive': { en: 'No adverse reports were found', zh: '未发现负面报道' },
  'registration critical': {
    en: 'The company is reported to be dissolved or struck off',
    zh: '据报道该公司已注销或被吊销',
  },
  'registration medium': { en: 'The register shows irregularities', zh: '登记信息存在异常' },
  'registration positive': { en: 'The company is registered and active', zh: '该公司登记在册且存续' },
  'registration info': { en: 'The company is registered', zh: '该公司登记在册' },
  'trade_record medium': { en: 'Late payment is reported', zh: '据报道存在延迟付款' },
  'trade_record positive': { en: 'Regular trade is on record', zh: '有正常贸易记录' },
  'trade_record info': { en: 'The company is described as a trader', zh: '该公司被描述为贸易商' },
  'web_presence medium': { en: 'The web presence looks doubtful', zh: '网络信息存疑' },
  'web_presence positive': { en: 'The company has an official website', zh: '该公司有官方网站' },
};

export function meaningOf(category: Category, severity: Severity, language: 'en' | 'zh'): string {
  return meanings[`${category} ${severity}`]?.[language] ?? (language === 'zh' ? '来源称' : 'A source reports');
}

/**
 * What one sentence says, per category at most once: what it reports goes before what it denies, and a denied risk is good news of
 * that category. What it only asks or supposes says nothing.
 */
export function judgeSentence(sentence: string): { category: Category; severity: Severity }[] {
  const found = new Map<Category, Severity>();
  const stances = (pattern: RegExp) => stancesOf(sentence, pattern);
  for (const { category, severity, pattern } of rules) {
    if (!found.has(category) && stances(pattern).includes('says')) found.set(category, severity);
  }
  for (const { category, pattern } of denied) {
    if (!found.has(category) && stances(pattern).includes('denies')) found.set(category, 'positive');
  }
  return [...found].map(([category, severity]) => ({ category, severity }));
}
