import type { WebPage } from '../page.js';

/** A sound trading house from Ningbo, with a namesake, mostly in Chinese. */
export const chinese: WebPage[] = [
  {
    url: 'gongshang-chaxun.example/91330201MA2HHK8T5X',
    title: '宁波海鹄贸易有限公司 工商信息',
    language: 'zh',
    country: 'CN',
    date: '2025-01-18',
    facts: {
      企业名称: '宁波海鹄贸易有限公司',
      统一社会信用代码: '91330201MA2HHK8T5X',
      登记状态: '存续',
      成立日期: '2012-06-08',
      注册资本: '1200万元人民币',
    },
    paragraphs: ['宁波海鹄贸易有限公司，注册地中国浙江宁波，登记状态正常，年报均按期公示，无行政处罚记录。'],
  },
  {
    url: 'ningbohaihu.example/about',
    title: '宁波海鹄贸易有限公司官网 – 公司简介',
    language: 'zh',
    country: 'CN',
    date: null,
    paragraphs: [
      '宁波海鹄贸易有限公司官方网站。公司成立于2012年，位于中国宁波北仑，主营厨具和家居用品的进出口，员工86人。',
      '联系我们：周一至周五9时至18时。',
    ],
  },
  {
    url: 'haiguan-shuju.example/ningbo-haihu',
    title: '宁波海鹄贸易有限公司 进出口记录',
    language: 'zh',
    country: 'CN',
    date: '2025-02-06',
    paragraphs: [
      '海关数据显示，宁波海鹄贸易有限公司（中国宁波）近24个月有328批次进出口记录，主要商品为不锈钢厨具，供应商反映其按时付款。',
    ],
  },
  {
    url: 'yongcheng-ribao.example/2024/haihu-award',
    title: '宁波海鹄获评诚信外贸企业',
    language: 'zh',
    country: 'CN',
    date: '2024-04-25',
    paragraphs: ['中国宁波市商务部门公布诚信外贸企业名单，宁波海鹄贸易有限公司榜上有名，未发现诉讼和处罚记录。'],
  },
  {
    url: 'tradegazette.example/2024/ningbo-haihu-trading-expands',
    title: 'Ningbo Haihu Trading Co., Ltd. expands kitchenware range',
    language: 'en',
    country: 'CN',
    date: '2024-05-30',
    paragraphs: [
      'Ningbo Haihu Trading Co., Ltd. (宁波海鹄贸易有限公司) of Ningbo, China, a regular importer of Portuguese cork and exporter of cookware, has added 200 articles to its range.',
    ],
  },
  {
    url: 'xianggang-gongsi.example/haihu-trading-hk',
    title: '海鹄贸易（香港）有限公司 已告解散',
    language: 'zh',
    country: 'HK',
    date: '2023-11-14',
    paragraphs: ['海鹄贸易（香港）有限公司（香港公司注册号2288101）已被注销，与内地同名企业无关。'],
  },
];
