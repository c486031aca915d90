import { languageOf } from '../text/normalise.js';

interface Entry {
  asks: RegExp;
  en: string;
  zh: string;
}

/** What an exporter's assistant is asked most; enough for a demo without a key. */
const entries: Entry[] = [
  {
    asks: /\bFOB\b|离岸价|船上交货/i,
    en: 'FOB (Free On Board) means the seller delivers the goods on board the vessel named by the buyer at the named port of shipment and clears them for export. From that moment the buyer bears the risk, the freight and the insurance.',
    zh: 'FOB（船上交货）指卖方在指定装运港将货物装上买方指定的船只并办理出口清关；货物装船后，风险、运费和保险由买方承担。',
  },
  {
    asks: /\bCIF\b|到岸价/i,
    en: 'CIF (Cost, Insurance and Freight) means the seller pays the freight and a minimum insurance to the named port of destination. The risk still passes to the buyer once the goods are on board at the port of shipment.',
    zh: 'CIF（成本、保险费加运费）指卖方支付到指定目的港的运费和最低保险，但风险在装运港货物装船时即转移给买方。',
  },
  {
    asks: /\bEXW\b|工厂交货/i,
    en: 'EXW (Ex Works) means the seller only makes the goods available at its own premises. The buyer arranges and pays for everything else, export clearance included.',
    zh: 'EXW（工厂交货）指卖方仅在其所在地备妥货物，其余一切（包括出口清关）由买方安排并承担费用。',
  },
  {
    asks: /\bDDP\b|完税后交货/i,
    en: 'DDP (Delivered Duty Paid) means the seller bears all costs and risks up to the named place of destination, import duties and taxes included.',
    zh: 'DDP（完税后交货）指卖方承担将货物运至指定目的地的全部费用和风险，包括进口关税和税费。',
  },
  {
    asks: /\bMOQ\b|minimum order|起订量/i,
    en: 'MOQ is the minimum order quantity: the smallest quantity a supplier accepts for one order, usually because of set-up, material or packaging costs. It can often be negotiated against a higher unit price.',
    zh: 'MOQ 即最小起订量，是供应商一次订单可接受的最低数量，通常由开机、原料或包装成本决定；接受略高的单价往往可以协商降低。',
  },
  {
    asks: /letter of credit|\bL\/?C\b|信用证/i,
    en: 'A letter of credit is a bank’s undertaking to pay the seller when it presents documents that comply with the credit. It protects the seller from a buyer who does not pay and the buyer from paying before shipment.',
    zh: '信用证是银行的付款承诺：卖方提交与信用证相符的单据后，银行即付款。它既保护卖方免受买方拒付之险，也保证买方在发货前无须付款。',
  },
  {
    asks: /open account|赊销/i,
    en: 'On open account the goods are shipped before payment is due, typically 30 to 90 days later. The seller carries the whole credit risk, so a check of the buyer, a credit limit or credit insurance is advisable.',
    zh: '赊销（O/A）是先发货、后付款，账期通常为 30 至 90 天，卖方承担全部信用风险，建议先对买方做背景调查、设定信用额度或投保信用保险。',
  },
  {
    asks: /bill of lading|提单/i,
    en: 'A bill of lading is the carrier’s receipt for the goods, evidence of the contract of carriage and, if negotiable, a document of title: whoever holds the original can claim the cargo.',
    zh: '提单是承运人收到货物的收据、运输合同的证明，可转让提单还是物权凭证：持有正本者可提取货物。',
  },
  {
    asks: /\bHS code|海关编码/i,
    en: 'An HS code is the number of the Harmonized System under which customs classify goods. The first six digits are the same worldwide; duties depend on the national digits after them.',
    zh: 'HS 编码是海关对商品分类的协调制度编号，前六位全球统一，其后为各国自定位数，关税据此确定。',
  },
  {
    asks: /certificate of origin|原产地证/i,
    en: 'A certificate of origin states in which country the goods were made. Customs use it to decide on preferential duties, quotas and embargoes.',
    zh: '原产地证书证明货物的生产国，海关据此决定优惠关税、配额或禁运。',
  },
  {
    asks: /^\s*(?:(?:hi|hello|hey|hola|good (?:morning|afternoon|evening))\b|你好|您好)/i,
    en: 'Hello! I am the stand-in model of the sandbox. Ask me about trade terms, or give me a text to summarise.',
    zh: '您好！我是沙箱中的替身模型。可以问我贸易术语，或给我一段文字来概括。',
  },
];

/** Short questions only: a long text that mentions FOB wants to be summarised. */
const maxQuestionLength = 300;

export function answerFromHandbook(question: string): string | undefined {
  if (question.length > maxQuestionLength) return undefined;
  const language = languageOf(question) === 'zh' ? 'zh' : 'en';
  const answers = entries.filter(({ asks }) => asks.test(question)).map((entry) => entry[language]);
  return answers.length === 0 ? undefined : answers.slice(0, 3).join(language === 'zh' ? '' : ' ');
}
