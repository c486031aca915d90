import type { WebPage } from '../page.js';

/** A French importer that suppliers take to court, and a Chinese one on the list of defaulting debtors. */
export const litigious: WebPage[] = [
  {
    url: 'courtwire.example/fr/castellane-global-imports-judgment',
    title: 'Marseille court: Castellane Global Imports SARL ordered to pay Turkish supplier',
    language: 'en',
    country: 'FR',
    date: '2024-11-06',
    paragraphs: [
      'The commercial court of Marseille, France, gave judgment against Castellane Global Imports SARL, which was ordered to pay 412,000 euros to a Turkish textile mill for three unpaid deliveries.',
      'It is the fourth lawsuit by a foreign supplier against Castellane Global Imports SARL within two years.',
    ],
  },
  {
    url: 'tradegazette.example/2025/castellane-global-imports-insolvency',
    title: 'Castellane Global Imports in insolvency proceedings, say creditors',
    language: 'en',
    country: 'FR',
    date: '2025-01-22',
    paragraphs: [
      'Creditors of Castellane Global Imports SARL have asked for insolvency proceedings to be opened over the French importer of home textiles.',
      'A spokesman of the company in Marseille, France, called the claims exaggerated and announced a payment plan.',
    ],
  },
  {
    url: 'tradegazette.example/2025/castellane-global-imports-insolvency?fbclid=IwAR0x7&utm_medium=social',
    title: 'Castellane Global Imports in insolvency proceedings, say creditors',
    language: 'en',
    country: 'FR',
    date: '2025-01-22',
    paragraphs: [
      'Creditors of Castellane Global Imports SARL have asked for insolvency proceedings to be opened over the French importer of home textiles.',
      'A spokesman of the company in Marseille, France, called the claims exaggerated and announced a payment plan.',
    ],
  },
  {
    url: 'exporterforum.example/threads/castellane-unpaid',
    title: 'Warning: Castellane Global Imports does not answer any more',
    language: 'en',
    country: 'FR',
    date: '2024-10-19',
    paragraphs: [
      'Several members complain about unpaid invoices of Castellane Global Imports SARL in France. One writes that 60 days became 200 and the phone is off.',
    ],
  },
  {
    url: 'registry-fr.example/rcs/castellane-global-imports',
    title: 'CASTELLANE GLOBAL IMPORTS SARL – extract of the register',
    language: 'en',
    country: 'FR',
    date: '2024-12-01',
    facts: {
      'Company name': 'Castellane Global Imports SARL',
      'Registration number': 'RCS 802 114 553',
      Seat: 'Marseille, France',
    },
    paragraphs: [
      'Castellane Global Imports SARL is incorporated in France since 2014. The accounts are overdue: those for 2023 have not been filed.',
    ],
  },
  {
    url: 'zhixing-gongkai.example/sz/pengshuo-dianzi',
    title: '深圳鹏烁电子科技有限公司 失信被执行人信息',
    language: 'zh',
    country: 'CN',
    date: '2024-12-18',
    facts: {
      被执行人: '深圳鹏烁电子科技有限公司',
      统一社会信用代码: '91440300MA5XPS7Q2K',
      执行法院: '深圳市某区人民法院',
    },
    paragraphs: [
      '深圳鹏烁电子科技有限公司（中国广东深圳）已被列为失信被执行人，未履行金额为人民币3,260,000元。',
      '法院已对该公司法定代表人采取限制高消费措施。',
    ],
  },
  {
    url: 'caipan.example/2024/yue0306minchu7719',
    title: '买卖合同纠纷一审民事判决书：深圳鹏烁电子科技有限公司',
    language: 'zh',
    country: 'CN',
    date: '2024-07-30',
    encoding: 'gbk',
    paragraphs: [
      '原告东莞一家线材厂起诉被告深圳鹏烁电子科技有限公司拖欠货款，法院判决被告支付货款人民币876,500元及利息。',
      '被告深圳鹏烁电子科技有限公司经中国深圳法院传唤未到庭，本院依法缺席判决。',
    ],
  },
  {
    url: 'gongshang-chaxun.example/91440300MA5XPS7Q2K',
    title: '深圳鹏烁电子科技有限公司 工商信息',
    language: 'zh',
    country: 'CN',
    date: '2025-01-05',
    facts: {
      企业名称: '深圳鹏烁电子科技有限公司',
      统一社会信用代码: '91440300MA5XPS7Q2K',
      登记状态: '存续',
      成立日期: '2018-03-14',
    },
    paragraphs: ['深圳鹏烁电子科技有限公司，注册地中国深圳，因未按期公示年报被列入经营异常名录。'],
  },
  {
    url: 'waimao-luntan.example/t/88213',
    title: '求助：深圳鹏烁电子拖欠货款怎么办',
    language: 'zh',
    country: 'CN',
    date: '2024-09-02',
    paragraphs: ['多名网友投诉深圳鹏烁电子科技有限公司收货后拖欠货款，联系人失联，工厂已搬离中国深圳宝安原址。'],
  },
];
